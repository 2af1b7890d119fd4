import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { load } from "js-yaml";
import { expect, test } from "vitest";

const own = "tests/vectors";
const shared = "../shared/vectors";
const known = [
  "access.json",
  "aws_access_aws-iam-target-role.yaml",
  "integration-name_app_access.yaml",
  "trust-policies.json",
];

// Without the shared folder a copy can only be compared with itself: then it must at least parse.
const original = (name: string) => readFileSync(join(existsSync(shared) ? shared : own, name), "utf8");

test.each(readdirSync(own))("the copy of %s parses and is the shared one", (name) => {
  const text = readFileSync(join(own, name), "utf8");
  expect(name.endsWith(".json") ? JSON.parse(text) : load(text)).toBeTypeOf("object");
  expect(text).toBe(original(name));
});

test("no shared vector is missing here", () => {
  expect(readdirSync(own)).toEqual(expect.arrayContaining(existsSync(shared) ? readdirSync(shared) : known));
});
