import { describe, expect, it } from "vitest";

import {
  accountIdSchema,
  iamRoleName,
  isAccountId,
  oidcProviderArn,
  parseRoleArn,
  roleArn,
  roleArnSchema,
  validateRoleArn,
} from "#lib/domain/aws/arn.ts";

const home = { partition: "aws", accountId: "012345678901" } as const;

function problemOf(parsed: ReturnType<typeof parseRoleArn>): string {
  return parsed.ok ? "" : parsed.problem;
}

function messagesOf(result: { success: boolean; error?: { issues: { message: string }[] } }): string[] {
  return result.error?.issues.map((issue) => issue.message) ?? [];
}

describe("a role ARN", () => {
  it("is taken apart with its path and with leading zeros", () => {
    const arn = "arn:aws-us-gov:iam::000000000012:role/platform/teleport/integration";
    expect(parseRoleArn(arn)).toEqual({
      ok: true,
      value: {
        partition: "aws-us-gov",
        accountId: "000000000012",
        path: "/platform/teleport/",
        name: "integration",
        arn,
      },
    });
  });

  it.each([
    { ...home, name: "plain" },
    { ...home, path: "/a/b/", name: "deep" },
    { partition: "aws-cn", accountId: "111122223333", path: "/", name: "w+=,.@-_" } as const,
  ])("is put together and read back: $name", (role) => {
    expect(parseRoleArn(roleArn(role))).toMatchObject({ ok: true, value: role });
  });

  it.each([
    ["", "Enter the ARN"],
    ["teleport-integration", "not an ARN"],
    [" arn:aws:iam::012345678901:role/x", "white space"],
    ["arn:aws:iam::012345678901", "incomplete"],
    ["arn:aws-iso:iam::012345678901:role/x", "“aws-iso” is not supported"],
    ["arn:aws:sts::012345678901:assumed-role/x/session", "a session"],
    ["arn:aws:s3:::bucket", "service “s3”"],
    ["arn:aws:iam:us-east-1:012345678901:role/x", "no region"],
    ["arn:aws:iam::12345678901:role/x", "12 digits; “12345678901” does not"],
    ["arn:aws:iam::012345678901:user/alice", "a user, not of a role"],
    ["arn:aws:iam::012345678901:oidc-provider/host", "an OIDC provider, not of a role"],
    ["arn:aws:iam::012345678901:root", "an account root, not of a role"],
    ["arn:aws:iam::012345678901:role/", "name is missing"],
    [`arn:aws:iam::012345678901:role/${"n".repeat(65)}`, "65 characters; IAM allows 64"],
    ["arn:aws:iam::012345678901:role/with space", "only letters, digits"],
    ["arn:aws:iam::012345678901:role/ünïcode", "only letters, digits"],
  ])("says what is wrong with “%s”", (text, words) => {
    expect(problemOf(parseRoleArn(text))).toContain(words);
    expect(messagesOf(roleArnSchema.safeParse(text)).join()).toContain(words);
  });

  it("must be of the account and partition at hand", () => {
    const elsewhere = "arn:aws:iam::999999999999:role/x";
    expect(problemOf(validateRoleArn(elsewhere, home))).toBe(
      "This role is in account 999999999999; it must be in account 012345678901.",
    );
    expect(problemOf(validateRoleArn("arn:aws-cn:iam::012345678901:role/x", home))).toContain(
      "in the partition aws-cn; the account 012345678901 is in aws",
    );
    expect(validateRoleArn("arn:aws:iam::012345678901:role/x", home).ok).toBe(true);
  });
});

describe("an account id", () => {
  it("is twelve digits of text, leading zeros kept", () => {
    expect(accountIdSchema.parse("000000000012")).toBe("000000000012");
    expect(isAccountId("12345678901")).toBe(false);
    expect(isAccountId("1234567890123")).toBe(false);
  });

  it.each([
    ["12345678901", "An AWS account id has exactly 12 digits, leading zeros included."],
    ["1234-5678-9012", "An AWS account id has digits only, without dashes or spaces."],
    ["", "An AWS account id has exactly 12 digits, leading zeros included."],
    ["١٢٣٤٥٦٧٨٩٠١٢", "An AWS account id has digits only, without dashes or spaces."],
  ])("is refused with one message: %s", (text, message) => {
    expect(messagesOf(accountIdSchema.safeParse(text))).toEqual([message]);
  });

  it("is never a number, which would lose its zeros", () => {
    expect(accountIdSchema.safeParse(123456789012).success).toBe(false);
  });
});

describe("a role name", () => {
  it.each(["a", "n".repeat(64), "Team_A+b=c,d.e@f-g"])("may be %s", (name) => {
    expect(iamRoleName.parse(name)).toBe(name);
  });

  it.each([
    ["", "Enter the role's name."],
    ["n".repeat(65), "An IAM role name has at most 64 characters."],
    ["path/name", "not an ARN or a path"],
    ["arn:aws:iam::012345678901:role/x", "not an ARN or a path"],
    ["tab\tname", "only letters, digits"],
    ["line\n", "only letters, digits"],
  ])("may not be “%s”", (name, words) => {
    expect(messagesOf(iamRoleName.safeParse(name)).join()).toContain(words);
  });
});

it("names a provider by host and path", () => {
  expect(oidcProviderArn({ ...home, hostAndPath: "s3.amazonaws.com/bucket" })).toBe(
    "arn:aws:iam::012345678901:oidc-provider/s3.amazonaws.com/bucket",
  );
});
