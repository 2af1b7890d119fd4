import { expect, test } from "vitest";
import { isForAdmins } from "#lib/auth/places.ts";

test.each([
  "/",
  "/open/123456789012/ReadOnly",
  "/_next/static/chunks/a.js",
  "/icons/icon-192.png",
  "/favicon.ico",
  "/sign-in/",
])("%s is for everybody who is signed in", (path) => {
  expect(isForAdmins(path)).toBe(false);
});

test.each([
  "/enroll",
  "/new",
  "/enroll/acme/runs/1/events",
  "/gallery",
  "/whatever-comes-later",
  "//",
  "//enroll",
  "/open",
  "/openers",
  "/_next/image",
  "/_next/staticky",
  "/ENROLL",
  "",
])("%j is for admins", (path) => {
  expect(isForAdmins(path)).toBe(true);
});
