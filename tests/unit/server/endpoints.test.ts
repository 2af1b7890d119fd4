import { describe, expect, it } from "vitest";
import { judgeEndpoints } from "#lib/server/endpoints.ts";

const sandbox = { AWS_ENDPOINT_URL: "http://127.0.0.1:4010", TELEPORT_PROXY: "127.0.0.1:4080" };

describe("effective endpoints", () => {
  it("are accepted when all of them are on this machine", () => {
    expect(judgeEndpoints(sandbox).ok).toBe(true);
  });

  it("are accepted when all of them are elsewhere", () => {
    expect(judgeEndpoints({ TELEPORT_PROXY: "teleport.example.com:443" }).ok).toBe(true);
  });

  it("are refused when a cluster of this machine would meet the real AWS", () => {
    const verdict = judgeEndpoints({ TELEPORT_PROXY: "127.0.0.1:4080" });
    expect(verdict).toMatchObject({ ok: false });
    expect(verdict.why).toContain("Teleport would be on this machine, but IAM and STS elsewhere");
  });

  it("are refused when only one of the two AWS services is local", () => {
    expect(judgeEndpoints({ ...sandbox, AWS_ENDPOINT_URL_STS: "https://sts.example.com" }).ok).toBe(false);
  });

  it("may be mixed by somebody who says so", () => {
    expect(judgeEndpoints({ TELEPORT_PROXY: "127.0.0.1:4080", ALLOW_MIXED_ENDPOINTS: "true" }).ok).toBe(true);
  });

  it("follow the SDK: the service's own variable wins, and all can be ignored", () => {
    const of = (variables: Record<string, string>) =>
      judgeEndpoints({ ...variables, ALLOW_MIXED_ENDPOINTS: "true" }).effective.map(({ address }) => address);
    expect(of({ AWS_ENDPOINT_URL: "http://a", AWS_ENDPOINT_URL_IAM: "http://b" })).toEqual([
      "http://b",
      "http://a",
    ]);
    expect(of({ AWS_ENDPOINT_URL: "http://a", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" })).toEqual([
      "AWS",
      "AWS",
    ]);
  });
});
