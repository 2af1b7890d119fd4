import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { callCounts, openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

const arn = "arn:aws:iam::210987654321:role/Developer";
const otherArn = "arn:aws:iam::210987654321:role/engineering/Tester";
const nothing = {
  addRoles: [] as string[],
  removeRoles: [] as string[],
  addRoleArns: [] as string[],
  removeRoleArns: [] as string[],
};
const ours = "aws_access_Developer";

beforeAll(async () => {
  cluster = await openSandboxCluster();
  await cluster.teleport.createRole({
    name: ours,
    version: "v8",
    labels: { [enrollmentLabel]: "acme-development" },
    appLabels: { aws_account_id: ["210987654321"] },
    awsRoleArns: [arn],
  });
});
beforeEach(() => cluster.reset());
afterAll(() => cluster.close());

test("users are told apart: local, of an identity provider, bots", async () => {
  const users = new Map((await cluster.teleport.listUsers()).map((user) => [user.name, user]));
  expect(users.get("alice")).toMatchObject({
    roles: ["access"],
    traits: { logins: ["alice"] },
    sso: null,
    isBot: false,
    isSystem: false,
    locked: false,
  });
  expect(users.get("carol")?.sso).toEqual({ connectorType: "saml", connectorId: "okta" });
  expect(users.get("bot-ci")?.isBot).toBe(true);
  expect(await cluster.teleport.getUser("nobody")).toBeNull();
});

test("access is merged into what a user has, and taken out again", async () => {
  const before = await cluster.teleport.getUser("judy");
  await cluster.teleport.updateUserAccess("judy", {
    ...nothing,
    addRoles: [ours],
    addRoleArns: [otherArn, arn],
  });
  const changed = await cluster.teleport.getUser("judy");
  expect(changed?.roles).toEqual(["access", ours]);
  expect(changed?.traits).toEqual({ ...before?.traits, aws_role_arns: [arn, otherArn] });

  await cluster.teleport.updateUserAccess("judy", {
    ...nothing,
    removeRoles: [ours],
    removeRoleArns: [otherArn],
  });
  const after = await cluster.teleport.getUser("judy");
  expect({ ...after, revision: "" }).toEqual({ ...before, revision: "" });
});

test("the trait goes with its last ARN", async () => {
  await cluster.teleport.updateUserAccess("alice", { ...nothing, addRoleArns: [arn] });
  expect((await cluster.teleport.getUser("alice"))?.traits).toEqual({
    logins: ["alice"],
    aws_role_arns: [arn],
  });
  await cluster.teleport.updateUserAccess("alice", { ...nothing, removeRoleArns: [arn] });
  expect((await cluster.teleport.getUser("alice"))?.traits).toEqual({ logins: ["alice"] });
});

test("nothing is written where nothing changes", async () => {
  await cluster.teleport.updateUserAccess("judy", { ...nothing, addRoleArns: [arn], removeRoles: [ours] });
  expect((await callCounts(cluster)).writes).toBe(0);
});

describe("the gateway refuses, with nothing written,", () => {
  const app_labels = { aws_account_id: "210987654321" };
  const widened: Record<string, object> = {
    extended: { rules: [{ resources: ["user"], verbs: ["update"] }] },
    "every-app": { app_labels: { ...app_labels, "*": "*" }, aws_role_arns: [arn] },
    "any-account": { app_labels: { aws_account_id: "*" }, aws_role_arns: [arn] },
    "two-accounts": {
      app_labels: { aws_account_id: ["210987654321", "123456789012"] },
      aws_role_arns: [arn],
    },
    "by-trait": { app_labels: { ...app_labels, "{{external.key}}": "*" }, aws_role_arns: [arn] },
    "another-account": { app_labels, aws_role_arns: ["arn:aws:iam::123456789012:role/Developer"] },
    template: { app_labels, aws_role_arns: ["{{external.aws_role_arns}}"] },
  };

  beforeAll(async () => {
    for (const [name, allow] of Object.entries(widened)) {
      await cluster.control("PUT", "roles", {
        metadata: { name, labels: { [enrollmentLabel]: "acme-development" } },
        spec: { allow },
      });
    }
  });

  test.each([
    ["give access to a bot", "bot-ci", { addRoles: [ours] }],
    ["give access to the app's own user", "bot-aws-access", { addRoleArns: [arn] }],
    ["grant a role of somebody else", "alice", { addRoles: ["editor"] }],
    ["grant a role that does not exist", "alice", { addRoles: ["nobody"] }],
    ...Object.keys(widened).map((role): [string, string, { addRoles: string[] }] => [
      `grant a role of ours that somebody widened: ${role}`,
      "alice",
      { addRoles: [role] },
    ]),
    ["take a role of somebody else away", "alice", { removeRoles: ["access"] }],
    ["write what is no role ARN into the trait", "alice", { addRoleArns: ["*"] }],
    [
      "write the ARN of an account that no integration belongs to",
      "alice",
      { addRoleArns: ["arn:aws:iam::999999999999:role/Admin"] },
    ],
  ])("to %s", async (_what, name, change) => {
    await expect(cluster.teleport.updateUserAccess(name, { ...nothing, ...change })).rejects.toMatchObject({
      code: "refused-by-gateway",
    });
    expect((await callCounts(cluster)).writes).toBe(0);
  });
});

test("a user that does not exist is not found", async () => {
  await expect(cluster.teleport.updateUserAccess("nobody", nothing)).rejects.toMatchObject({
    code: "teleport-not-found",
  });
});
