import { describe, expect, it } from "vitest";
import { appOriginProblem, appUriProblem, hostForms, isLoopbackHost } from "#lib/auth/app-address.ts";

describe("TELEPORT_APP_URI", () => {
  it.each(["http://aws-access.internal:3000", "https://10.1.2.3:8443", "http://aws-access.internal/base"])(
    "may be %s",
    (uri) => {
      expect(appUriProblem(uri, false)).toBeNull();
    },
  );

  it.each([
    "http://localhost:3000",
    "http://LOCALHOST.:3000",
    "http://app.localhost:3000",
    "http://127.0.0.1:3000",
    "http://127.1:3000",
    "http://2130706433:3000",
    "http://[::1]:3000",
    "http://[::ffff:127.0.0.1]:3000",
  ])("may be %s only while the app listens on loopback", (uri) => {
    expect(appUriProblem(uri, false)).toContain("loopback");
    expect(appUriProblem(uri, true)).toBeNull();
  });

  it.each([
    "http://0.0.0.0:3000",
    "http://[::]:3000",
    "http://host.docker.internal:3000",
    "aws-access:3000",
    "tcp://aws-access.internal:3000",
    "http://user@aws-access.internal",
    "http://aws-access.internal/?a=b",
    "",
  ])("may never be %j", (uri) => {
    expect(appUriProblem(uri, true)).not.toBeNull();
  });
});

describe("APP_ORIGIN", () => {
  it.each([
    "https://aws-access.teleport.example.com",
    "https://aws-access.example.com:8443/",
    "http://127.0.0.1:4082",
  ])("may be %s", (origin) => {
    expect(appOriginProblem(origin)).toBeNull();
  });

  it.each(["http://aws-access.example.com", "https://example.com/path", "example.com", "*", "null"])(
    "may not be %s",
    (origin) => {
      expect(appOriginProblem(origin)).not.toBeNull();
    },
  );
});

describe("hosts", () => {
  it("have their default port or not", () => {
    expect(hostForms("http://app.internal")).toEqual(["app.internal", "app.internal:80"]);
    expect(hostForms("https://App.Internal/")).toEqual(["app.internal", "app.internal:443"]);
    expect(hostForms("http://app.internal:3000")).toEqual(["app.internal:3000"]);
  });

  it.each(["example.com", "localhost.example.com", "128.0.0.1", "127.example.com"])(
    "%s is elsewhere",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});
