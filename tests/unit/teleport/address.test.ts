import { expect, test } from "vitest";
import {
  formatAddress,
  isLoopback,
  isName,
  parseAddress,
  withoutDefaultPort,
} from "#lib/teleport/address.ts";

test.each([
  ["teleport.acme.test", { host: "teleport.acme.test", port: 443 }],
  ["teleport.acme.test:3080", { host: "teleport.acme.test", port: 3080 }],
  ["https://teleport.acme.test/", { host: "teleport.acme.test", port: 443 }],
  [" 127.0.0.1:4080 ", { host: "127.0.0.1", port: 4080 }],
  ["[::1]:4080", { host: "::1", port: 4080 }],
])("%s is an address", (text, address) => {
  expect(parseAddress(text, 443, "TELEPORT_PROXY")).toEqual(address);
});

test.each(["", "a b", "host:0", "host:65536", "host:port", "http://host", "host/path", "::1"])(
  "“%s” is none",
  (text) => {
    expect(() => parseAddress(text, 443, "TELEPORT_PROXY")).toThrow("TELEPORT_PROXY is not an address.");
  },
);

test("the port is left out where it is 443, and brackets come back", () => {
  expect(withoutDefaultPort({ host: "a.test", port: 443 })).toBe("a.test");
  expect(withoutDefaultPort({ host: "a.test", port: 3080 })).toBe("a.test:3080");
  expect(formatAddress({ host: "::1", port: 443 })).toBe("[::1]:443");
});

test("only addresses of this machine are loopback: a name that begins like one is not", () => {
  expect(["127.0.0.1", "127.9.9.9", "localhost", "::1"].every(isLoopback)).toBe(true);
  expect(["127.0.0.1.evil.test", "10.0.0.1", "teleport.acme.test"].some(isLoopback)).toBe(false);
  expect(["teleport.acme.test"].every(isName)).toBe(true);
  expect(["10.0.0.1", "::1", "localhost"].some(isName)).toBe(false);
});
