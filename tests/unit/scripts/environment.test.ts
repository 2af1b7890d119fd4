import { describe, expect, it } from "vitest";
import { isLive, parseEnvFile, sealedEnvironment } from "../../../scripts/support/environment.ts";
import { galleryVariables } from "../../../scripts/support/gallery-variables.ts";

describe("the sandbox's environment", () => {
  const hostile = {
    PATH: "/bin",
    PORT: "3001",
    AWS_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_SESSION_TOKEN: "real",
    AWS_ENDPOINT_URL_IAM: "https://iam.example.com",
    AWS_WEB_IDENTITY_TOKEN_FILE: "/var/token",
    TELEPORT_AUTH_ADDRESS: "auth.example.com:3025",
    TELEPORT_CA_FILE: "/etc/ca.pem",
    HTTPS_PROXY: "http://proxy.example.com",
    NODE_OPTIONS: "--require /tmp/evil.js",
    NODE_EXTRA_CA_CERTS: "/tmp/evil.pem",
  };

  it("drops every variable of the caller that is not on the list", () => {
    const sealed = sealedEnvironment(hostile);
    expect(Object.keys(sealed).toSorted()).toEqual([
      "AWS_CONFIG_FILE",
      "AWS_EC2_METADATA_DISABLED",
      "AWS_SHARED_CREDENTIALS_FILE",
      "PATH",
      "PORT",
    ]);
  });

  it("points the shared AWS files to nothing", () => {
    expect(sealedEnvironment({ ...hostile, AWS_CONFIG_FILE: "/home/me/.aws/config" }).AWS_CONFIG_FILE).toBe(
      "/dev/null",
    );
  });

  it("takes the sandbox's own values last", () => {
    expect(sealedEnvironment(hostile, { AWS_ACCESS_KEY_ID: "AKIASANDBOX" }).AWS_ACCESS_KEY_ID).toBe(
      "AKIASANDBOX",
    );
  });

  it("reads back what a POSIX shell would", () => {
    expect(parseEnvFile("A_B='it'\\''s here'\nC='x=y'\n# no\nbroken=1\n")).toEqual({
      A_B: "it's here",
      C: "x=y",
    });
  });
});

describe("live or sandbox", () => {
  it.each([
    [{}, false],
    [{ TELEPORT_PROXY: "t.example.com:443" }, true],
    [{ TELEPORT_IDENTITY_FILE: "/id" }, true],
    [{ TELEPORT_PROXY: "" }, false],
    [{ AWS_PROFILE: "x" }, false],
  ])("%j is live: %s", (variables, live) => {
    expect(isLive(variables)).toBe(live);
  });
});

describe("the gallery's variables", () => {
  const caller = {
    DATA_DIR: "/srv/app/data",
    SANDBOX_DIR: "/srv/app/sandbox",
    DATABASE_URL: "postgres://db.example.com/app",
    TELEPORT_PROXY: "t.example.com:443",
    TELEPORT_IDENTITY_FILE: "/id",
  };

  it("keep it away from the data and the cluster that the caller's variables name", () => {
    const own = { ...caller, ...galleryVariables(caller, "/tmp/gallery") };
    expect(own).toMatchObject({ DATA_DIR: "/tmp/gallery/data", SANDBOX_DIR: "/tmp/gallery/sandbox" });
    expect([own.DATABASE_URL, isLive(own)]).toEqual([undefined, false]);
  });

  it("leave the sandbox's ports to the caller", () => {
    expect(galleryVariables({ SANDBOX_AWS_PORT: "4010" }, "/tmp/gallery")).toMatchObject({
      SANDBOX_AWS_PORT: "4010",
      SANDBOX_WEB_PORT: "0",
    });
  });
});
