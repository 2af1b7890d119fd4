import { expect, it } from "vitest";
import { keepWayBack, takeWayBack } from "#components/sign-in/way-back.ts";

function storageWith(text?: string) {
  const items = new Map<string, string>(text === undefined ? [] : [["aws-access:after-sign-in", text]]);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

it("leads back to where somebody wanted to go, once", () => {
  const storage = storageWith();
  keepWayBack("/open/123456789012/Developer?as=dana", 1_000, storage);
  expect(takeWayBack(2_000, storage)).toBe("/open/123456789012/Developer?as=dana");
  expect(takeWayBack(3_000, storage)).toBeNull();
});

it("is forgotten after ten minutes", () => {
  const storage = storageWith();
  keepWayBack("/open/1/x", 0, storage);
  expect(takeWayBack(10 * 60_000, storage)).toBeNull();
});

it.each([null, "", "https://evil.example/", "//evil.example"])("keeps nothing of %j", (wanted) => {
  const storage = storageWith();
  keepWayBack(wanted, 0, storage);
  expect(takeWayBack(1, storage)).toBeNull();
});

it.each([
  "",
  "null",
  "3",
  "{}",
  '{"path":"//evil.example","atMs":0}',
  '{"path":"https://evil.example/","atMs":0}',
  '{"path":7,"atMs":0}',
  '{"path":"/x","atMs":"0"}',
])("leads nowhere by what somebody else wrote there: %j", (text) => {
  expect(takeWayBack(1, storageWith(text))).toBeNull();
});

it("works without where the browser forbids storage", () => {
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  const storage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
  expect(() => keepWayBack("/open/1/x", 0, storage)).not.toThrow();
  expect(takeWayBack(0, storage)).toBeNull();
});
