import fc from "fast-check";
import { expect, test } from "vitest";

import { encodeFileName, encodeRoleName } from "#lib/domain/teleport/role-name.ts";

const iamCharacter = fc.constantFrom(..."abzAZ09_+=,.@-".split(""));
const iamRoleName = fc.string({ unit: iamCharacter, minLength: 1, maxLength: 64 });

test.each([
  ["ReadOnly", "ReadOnly"],
  ["aws-iam-target-role", "aws-iam-target-role"],
  ["a+b@c.d_e", "a+b@c.d_e"],
  ["team=blue,red", "team:3dblue:2cred"],
  ["a..b...c", "a.:2eb.:2e:2ec"],
])("%s becomes %s", (iamName, name) => {
  expect(encodeRoleName(iamName)).toBe(name);
});

test("every IAM name gives a name that Teleport accepts", () => {
  fc.assert(
    fc.property(iamRoleName, (name) => {
      const encoded = `aws_access_${encodeRoleName(name)}`;
      expect(encoded).toMatch(/^[0-9A-Za-z@_:.\-+]+$/);
      expect(encoded).not.toContain("..");
    }),
  );
});

test("two IAM names never become one", () => {
  fc.assert(
    fc.property(iamRoleName, iamRoleName, (one, other) => {
      expect(encodeRoleName(one) === encodeRoleName(other)).toBe(one === other);
      expect(encodeFileName(encodeRoleName(one)) === encodeFileName(encodeRoleName(other))).toBe(
        one === other,
      );
    }),
  );
});
