import { describe, expect, it } from "vitest";
import { readConfig } from "#lib/server/config.ts";

const behind = {
  AUTH: "teleport",
  TELEPORT_PROXY: "teleport.example.com:443",
  TELEPORT_APP_URI: "http://aws-access.internal:3000",
  APP_ORIGIN: "https://aws-access.teleport.example.com",
};

describe("sign-in behind Teleport", () => {
  it("takes the proxy, the app's uri and its public address", () => {
    expect(readConfig(behind)).toMatchObject({ AUTH: "teleport", ADMIN_ROLES: ["editor"] });
  });

  it.each(["TELEPORT_PROXY", "TELEPORT_APP_URI", "APP_ORIGIN"])("does not begin without %s", (variable) => {
    expect(() => readConfig({ ...behind, [variable]: "" })).toThrow(`${variable}: It is needed`);
  });

  it("accepts a loopback uri only while the app listens on loopback", () => {
    const local = { ...behind, TELEPORT_APP_URI: "http://127.0.0.1:3000" };
    expect(readConfig(local).TELEPORT_APP_URI).toBe("http://127.0.0.1:3000");
    expect(() => readConfig({ ...local, LISTEN_ADDRESS: "0.0.0.0" })).toThrow("TELEPORT_APP_URI: A loopback");
    expect(readConfig({ ...behind, LISTEN_ADDRESS: "0.0.0.0" }).LISTEN_ADDRESS).toBe("0.0.0.0");
  });

  it("reads the admins' roles from a list, and takes an empty setting for none given", () => {
    expect(readConfig({ ...behind, ADMIN_ROLES: "aws-admins, platform" }).ADMIN_ROLES).toEqual([
      "aws-admins",
      "platform",
    ]);
    expect(readConfig({ ...behind, ADMIN_ROLES: "" }).ADMIN_ROLES).toEqual(["editor"]);
    expect(() => readConfig({ ...behind, ADMIN_ROLES: "editor,," })).toThrow("ADMIN_ROLES");
  });
});

describe("local sign-in", () => {
  it.each(["0.0.0.0", "::", "10.0.0.5", "aws-access.internal"])("does not listen on %s", (address) => {
    expect(() => readConfig({ LISTEN_ADDRESS: address })).toThrow("loopback only");
  });

  it.each(["127.0.0.1", "::1", "localhost"])("listens on %s", (address) => {
    expect(readConfig({ LISTEN_ADDRESS: address }).AUTH).toBe("local");
  });
});

it("knows no other mode", () => {
  expect(() => readConfig({ AUTH: "none" })).toThrow("AUTH is local or teleport.");
});
