import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { callCounts, openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
beforeEach(() => cluster.reset());
afterAll(() => cluster.close());

const arn = "arn:aws:iam::123456789012:role/audit/ReadOnlyAuditor";
const accessRole = {
  name: "aws_access_ReadOnlyAuditor",
  version: "v8",
  labels: { [enrollmentLabel]: "acme-production" },
  appLabels: { aws_account_id: ["123456789012"] },
  awsRoleArns: [arn],
};

test("an access role is created, read, changed and deleted", async () => {
  const { teleport } = cluster;
  await teleport.createRole(accessRole);
  expect(await teleport.getRole(accessRole.name)).toMatchObject({
    name: accessRole.name,
    version: "v8",
    labels: accessRole.labels,
    allow: { appLabels: accessRole.appLabels, appLabelsExpression: "", awsRoleArns: [arn] },
    deny: { appLabels: {}, awsRoleArns: [] },
    grantsMore: false,
  });
  await expect(teleport.createRole(accessRole)).rejects.toMatchObject({ code: "teleport-already-exists" });
  await teleport.updateRole(accessRole.name, {
    appLabels: { aws_account_id: ["123456789012"], env: ["prod", "stage"] },
    awsRoleArns: [arn, `${arn}2`],
  });
  const changed = await teleport.getRole(accessRole.name);
  expect(changed?.allow).toMatchObject({
    appLabels: { env: ["prod", "stage"] },
    awsRoleArns: [arn, `${arn}2`],
  });
  await teleport.deleteRole(accessRole.name);
  await teleport.deleteRole(accessRole.name);
  expect(await teleport.getRole(accessRole.name)).toBeNull();
});

test("the seeded roles are listed, and those that grant more than AWS are told apart", async () => {
  const roles = await cluster.teleport.listRoles();
  expect(roles.find(({ name }) => name === "access")).toMatchObject({
    grantsMore: true,
    allow: { appLabels: { "*": ["*"] }, awsRoleArns: ["{{internal.aws_role_arns}}"] },
  });
  expect(roles.find(({ name }) => name === "aws_dev")?.grantsMore).toBe(false);
});

/** A role of ours as somebody with tctl leaves it. */
const makeOurs = (name: string, allow: object) =>
  cluster.control("PUT", "roles", {
    version: "v7",
    metadata: { name, labels: { [enrollmentLabel]: "acme-production" } },
    spec: { allow: { app_labels: accessRole.appLabels, aws_role_arns: [arn], ...allow } },
  });

test("out of a role of ours that somebody widened an AWS role can still be taken", async () => {
  const appLabels = { ...accessRole.appLabels, "*": ["*"] };
  await makeOurs("widened", { app_labels: appLabels, aws_role_arns: [arn, `${arn}2`] });
  await cluster.teleport.updateRole("widened", { appLabels, awsRoleArns: [`${arn}2`] });
  expect((await cluster.teleport.getRole("widened"))?.allow).toMatchObject({
    appLabels,
    awsRoleArns: [`${arn}2`],
  });
});

test("a role that somebody else changed in between is not overwritten", async () => {
  await cluster.teleport.createRole(accessRole);
  await cluster.fault("UpdateRole", {
    kind: "error",
    code: "FAILED_PRECONDITION",
    message: "role was changed since this revision was read",
  });
  await expect(
    cluster.teleport.updateRole(accessRole.name, { ...accessRole, awsRoleArns: [] }),
  ).rejects.toMatchObject({ code: "teleport-stale-revision" });
  await cluster.teleport.deleteRole(accessRole.name);
});

test("a role that a user holds is in use, although the cluster says so without an error kind", async () => {
  await cluster.teleport.createRole(accessRole);
  const alice = await cluster.teleport.getUser("alice");
  await cluster.control("PUT", "users", {
    name: "alice",
    roles: [...(alice?.roles ?? []), accessRole.name],
    traits: alice?.traits,
  });
  await expect(cluster.teleport.deleteRole(accessRole.name)).rejects.toMatchObject({
    code: "teleport-in-use",
  });
  await cluster.control("PUT", "users", { name: "alice", roles: alice?.roles, traits: alice?.traits });
  await cluster.teleport.deleteRole(accessRole.name);
});

describe("the gateway refuses, with nothing written,", () => {
  const create = (change: Partial<typeof accessRole>) => () =>
    cluster.teleport.createRole({ ...accessRole, ...change });
  const { appLabels } = accessRole;
  const widening = { appLabels, awsRoleArns: [arn] };
  const update = (change: Partial<typeof accessRole>) => () =>
    cluster.teleport.updateRole("ours", { appLabels, awsRoleArns: [arn], ...change });
  const everyApp = { appLabels: { ...appLabels, "*": ["*"] } };
  const elsewhere = { awsRoleArns: ["arn:aws:iam::210987654321:role/ReadOnlyAuditor"] };

  beforeAll(() => makeOurs("ours", {}));
  beforeAll(() => makeOurs("extended", { rules: [{ resources: ["role"], verbs: ["update"] }] }));

  test.each([
    ["create a role without the app's label", create({ labels: {} as typeof accessRole.labels })],
    ["write a template as a role ARN", create({ awsRoleArns: ["{{internal.aws_role_arns}}"] })],
    ["write a pattern as a role ARN", create({ awsRoleArns: ["arn:aws:iam::123456789012:role/*"] })],
    ["write a bare name as a role ARN", create({ awsRoleArns: ["ReadOnlyAuditor"] })],
    ["create a role for no account", create({ appLabels: {} as typeof appLabels })],
    [
      "create a role for two accounts",
      create({ appLabels: { aws_account_id: ["123456789012", "210987654321"] } }),
    ],
    ["create a role for every app beside its account", create(everyApp)],
    ["create a role that names another account's AWS role", create(elsewhere)],
    ["let a role match every app", update(everyApp)],
    ["let a role match no account", update({ appLabels: {} as typeof appLabels })],
    ["let a role name another account's AWS role", update(elsewhere)],
    ["change a role of somebody else", () => cluster.teleport.updateRole("aws_dev", widening)],
    ["delete a role of somebody else", () => cluster.teleport.deleteRole("aws_dev")],
    ["change a role of ours that somebody extended", () => cluster.teleport.updateRole("extended", widening)],
  ])("to %s", async (_what, call) => {
    await expect(call()).rejects.toMatchObject({ code: "refused-by-gateway" });
    expect((await callCounts(cluster)).writes).toBe(0);
  });
});
