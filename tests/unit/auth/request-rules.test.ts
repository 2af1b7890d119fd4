import { describe, expect, it } from "vitest";
import { judgeRequest, type RequestOrigin } from "#lib/auth/request-rules.ts";

const rules = { hosts: ["localhost:3000"], origins: ["http://localhost:3000"] };
const own: RequestOrigin = {
  method: "POST",
  host: "localhost:3000",
  origin: "http://localhost:3000",
  secFetchSite: "same-origin",
  secFetchMode: "cors",
  secFetchDest: "empty",
};
const bare = { origin: null, secFetchSite: null, secFetchMode: null, secFetchDest: null };

describe("request rules", () => {
  it("let the app's own pages through", () => {
    expect(judgeRequest(own, rules)).toEqual({ ok: true });
  });

  it("let a top-level GET navigation through from another site, since no GET changes anything", () => {
    const navigation = {
      ...own,
      method: "GET",
      origin: null,
      secFetchSite: "cross-site",
      secFetchMode: "navigate",
      secFetchDest: "document",
    };
    expect(judgeRequest(navigation, rules)).toEqual({ ok: true });
  });

  it.each([
    [
      "a form posted by another site",
      {
        secFetchSite: "cross-site",
        origin: "https://evil.example",
        secFetchMode: "navigate",
        secFetchDest: "document",
      },
    ],
    [
      "a fetch by a page of another port of this machine",
      { secFetchSite: "same-site", origin: "http://localhost:4081" },
    ],
    ["a POST that says nothing of itself", { ...bare }],
    ["a sandboxed frame", { secFetchSite: "cross-site", origin: "null" }],
  ])("refuse %s", (_what, difference) => {
    expect(judgeRequest({ ...own, ...difference }, rules)).toMatchObject({ ok: false, status: 403 });
  });

  it("refuse a GET that is no navigation and comes from elsewhere, such as an image tag", () => {
    const image = {
      ...own,
      ...bare,
      method: "GET",
      secFetchSite: "cross-site",
      secFetchMode: "no-cors",
      secFetchDest: "image",
    };
    expect(judgeRequest(image, rules)).toMatchObject({ ok: false, status: 403 });
  });

  it("refuse the page in a frame of another site", () => {
    const frame = {
      ...own,
      ...bare,
      method: "GET",
      secFetchSite: "cross-site",
      secFetchMode: "navigate",
      secFetchDest: "iframe",
    };
    expect(judgeRequest(frame, rules)).toMatchObject({ ok: false, status: 403 });
  });

  it("accept the configured origin from browsers without Sec-Fetch headers", () => {
    expect(judgeRequest({ ...own, ...bare, origin: "http://localhost:3000" }, rules)).toEqual({ ok: true });
  });

  it.each(["127.0.0.1:3000", "evil.example", "localhost:3001", null])(
    "refuse the host %s, even for navigations",
    (host) => {
      expect(judgeRequest({ ...own, host }, rules)).toMatchObject({ ok: false, status: 421 });
    },
  );
});
