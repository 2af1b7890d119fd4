import { describe, expect, it } from "vitest";
import { judgeEndpoints } from "#lib/server/endpoints.ts";

const local = "http://127.0.0.1:4010";
const sandbox = { iam: local, sts: local, teleport: "127.0.0.1:4080" };

describe("effective endpoints", () => {
  it("are accepted when all of them are on this machine", () => {
    expect(judgeEndpoints(sandbox, false).ok).toBe(true);
  });

  it("are accepted when all of them are elsewhere", () => {
    expect(judgeEndpoints({ iam: null, sts: null, teleport: "teleport.example.com:443" }, false).ok).toBe(
      true,
    );
  });

  it("are refused when a cluster of this machine would meet the real AWS", () => {
    const verdict = judgeEndpoints({ iam: null, sts: null, teleport: "localhost:4080" }, false);
    expect(verdict).toMatchObject({ ok: false });
    expect(verdict).toHaveProperty(
      "why",
      expect.stringContaining("Teleport would be on this machine, but IAM and STS elsewhere"),
    );
  });

  it("are refused when only one of the two AWS services is local", () => {
    expect(judgeEndpoints({ ...sandbox, sts: "https://sts.example.com" }, false).ok).toBe(false);
  });

  it("may be mixed by somebody who says so", () => {
    expect(judgeEndpoints({ iam: null, sts: null, teleport: "[::1]:4080" }, true).ok).toBe(true);
  });

  it("are named with their addresses", () => {
    expect(judgeEndpoints(sandbox, false).effective).toEqual([
      { what: "IAM", address: local },
      { what: "STS", address: local },
      { what: "Teleport", address: "127.0.0.1:4080" },
    ]);
  });
});
