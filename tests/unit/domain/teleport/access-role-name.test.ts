import { describe, expect, test } from "vitest";

import { accessRoleName } from "#lib/domain/teleport/access-role-name.ts";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";

import { teleportRole } from "../../../support/access-input.ts";

const account = "012345678901";
const other = "210987654321";
const ours = { "aws-access.teleport/enrollment": "prod" };

function role(name: string, accountId: string, labels: Record<string, string> = ours): TeleportRole {
  return teleportRole({
    name,
    labels,
    allow: {
      appLabels: { aws_account_id: [accountId] },
      awsRoleArns: [`arn:aws:iam::${accountId}:role/X`],
    },
  });
}

function nameFor(...existing: TeleportRole[]) {
  const { state, name } = accessRoleName({
    roleName: "X",
    accountId: account,
    integration: "prod",
    existing,
  });
  return { state, name };
}

const byGuide = "aws_access_X";
const withAccount = `aws_access_${account}_X`;

describe("the name of an access role", () => {
  test("is the guide's when that is free", () => {
    expect(nameFor(role("aws_access_Y", account))).toEqual({ state: "free", name: byGuide });
  });

  test("stays the guide's for our role of this account", () => {
    expect(nameFor(role(byGuide, account))).toEqual({ state: "ours", name: byGuide });
  });

  test("needs consent where the role fits, but is not ours", () => {
    expect(nameFor(role(byGuide, account, {}))).toEqual({ state: "foreign", name: byGuide });
  });

  test("carries the account when the guide's name serves another account", () => {
    expect(nameFor(role(byGuide, other))).toEqual({ state: "free", name: withAccount });
    expect(nameFor(role(byGuide, other), role(withAccount, account))).toEqual({
      state: "ours",
      name: withAccount,
    });
    expect(nameFor(role(byGuide, other), role(withAccount, account, {}))).toEqual({
      state: "foreign",
      name: withAccount,
    });
  });

  test("carries the account when the guide's name serves another enrollment", () => {
    const labels = { "aws-access.teleport/enrollment": "second" };
    expect(nameFor(role(byGuide, account, labels))).toEqual({ state: "free", name: withAccount });
  });

  test("is taken when both names serve something else", () => {
    expect(nameFor(role(byGuide, other), role(withAccount, other))).toEqual({
      state: "taken",
      name: withAccount,
    });
  });

  const base = role(byGuide, account);
  const { allow, deny } = base;
  test.each<[string, Partial<TeleportRole>]>([
    ["two accounts", { allow: { ...allow, appLabels: { aws_account_id: [account, other] } } }],
    ["no account label", { allow: { ...allow, appLabels: { env: ["prod"] } } }],
    ["every app", { allow: { ...allow, appLabels: { "*": ["*"] } } }],
    ["every app beside this account", { allow: { ...allow, appLabels: { ...allow.appLabels, "*": ["*"] } } }],
    [
      "a key that a trait may turn into every app",
      { allow: { ...allow, appLabels: { ...allow.appLabels, "{{external.key}}": ["*"] } } },
    ],
    [
      "a pattern for the account",
      { allow: { ...allow, appLabels: { aws_account_id: [`^${account}|${other}$`] } } },
    ],
    ["an ARN of another account", { allow: { ...allow, awsRoleArns: [`arn:aws:iam::${other}:role/X`] } }],
    ["a template", { allow: { ...allow, awsRoleArns: ["{{external.aws_role_arns}}"] } }],
    [
      "a template inside an ARN",
      { allow: { ...allow, awsRoleArns: [`arn:aws:iam::${account}:role/{{external.x}}`] } },
    ],
    ["a label expression", { allow: { ...allow, appLabelsExpression: "true" } }],
    ["a deny rule", { deny: { ...deny, awsRoleArns: ["arn:x"] } }],
    ["more than apps", { grantsMore: true }],
  ])("a role with %s is never taken for this account's", (_name, change) => {
    expect(nameFor({ ...base, ...change })).toEqual({ state: "free", name: withAccount });
  });

  test("stays ours where somebody narrowed it by another key", () => {
    const narrowed = { ...allow, appLabels: { ...allow.appLabels, env: ["{{external.env}}"] } };
    expect(nameFor({ ...base, allow: narrowed })).toEqual({ state: "ours", name: byGuide });
  });

  test("is one that Teleport accepts, whatever IAM allows", () => {
    const question = { accountId: account, integration: "prod", existing: [] };
    expect(accessRoleName({ ...question, roleName: "a=b" }).name).toBe("aws_access_a:3db");
  });
});
