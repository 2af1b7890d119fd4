import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { callCounts, openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

const accountId = "210987654321";
const arn = `arn:aws:iam::${accountId}:role/Developer`;
const name = "aws_access_Developer";
const enrollment = { integration: "acme-development" };

interface RoleJson {
  labels?: Record<string, string>;
  allow?: Record<string, unknown>;
  deny?: Record<string, unknown>;
}

/** A role as somebody with tctl leaves it. */
function makeRole({ labels = {}, allow = {}, deny = {} }: RoleJson = {}): Promise<string> {
  const fitting = { app_labels: { aws_account_id: accountId }, aws_role_arns: [arn] };
  const spec = { allow: { ...fitting, ...allow }, deny };
  return cluster.control("PUT", "roles", { version: "v7", metadata: { name, labels }, spec });
}

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
beforeEach(async () => {
  await makeRole();
  await cluster.reset();
});
afterAll(() => cluster.close());

test("adopting puts the label on, once; giving back takes it off, once", async () => {
  const before = await cluster.teleport.getRole(name);
  await cluster.teleport.adoptRole(name, enrollment);
  await cluster.teleport.adoptRole(name, enrollment);
  const adopted = await cluster.teleport.getRole(name);
  expect({ ...adopted, revision: "" }).toEqual({
    ...before,
    labels: { [enrollmentLabel]: "acme-development" },
    revision: "",
  });
  await cluster.teleport.releaseRole(name, enrollment);
  await cluster.teleport.releaseRole(name, enrollment);
  expect({ ...(await cluster.teleport.getRole(name)), revision: "" }).toEqual({ ...before, revision: "" });
  expect((await callCounts(cluster)).byMethod["UpdateRole"]).toBe(2);
});

test("a role that was adopted can be granted, which one of somebody else's can't", async () => {
  const grant = { addRoles: [name], removeRoles: [], addRoleArns: [], removeRoleArns: [] };
  await expect(cluster.teleport.updateUserAccess("alice", grant)).rejects.toMatchObject({
    code: "refused-by-gateway",
  });
  await cluster.teleport.adoptRole(name, enrollment);
  await cluster.teleport.updateUserAccess("alice", grant);
  expect((await cluster.teleport.getUser("alice"))?.roles).toContain(name);
});

test("somebody else's write in between is not overwritten", async () => {
  await cluster.fault("UpdateRole", {
    kind: "error",
    code: "FAILED_PRECONDITION",
    message: "role was changed since this revision was read",
  });
  await expect(cluster.teleport.adoptRole(name, enrollment)).rejects.toMatchObject({
    code: "teleport-stale-revision",
  });
});

describe("the gateway does not adopt, and writes nothing, where the role", () => {
  test.each<[string, RoleJson, string?]>([
    ["grants something besides", { allow: { rules: [{ resources: ["role"], verbs: ["read"] }] } }],
    [
      "holds an ARN of another account",
      { allow: { aws_role_arns: [arn, "arn:aws:iam::123456789012:role/X"] } },
    ],
    ["holds a template", { allow: { aws_role_arns: [arn, "{{internal.aws_role_arns}}"] } }],
    ["holds a pattern", { allow: { aws_role_arns: [`arn:aws:iam::${accountId}:role/*`] } }],
    ["holds no ARN", { allow: { aws_role_arns: [] } }],
    ["matches every app", { allow: { app_labels: { "*": "*" } } }],
    ["matches every app besides", { allow: { app_labels: { aws_account_id: accountId, "*": "*" } } }],
    ["matches a second account", { allow: { app_labels: { aws_account_id: [accountId, "123456789012"] } } }],
    ["matches by an expression", { allow: { app_labels_expression: 'labels["a"] == "b"' } }],
    ["denies ARNs", { deny: { aws_role_arns: [arn] } }],
    ["is another enrollment's", { labels: { [enrollmentLabel]: "acme-production" } }],
    ["carries the label without a name", { labels: { [enrollmentLabel]: "" } }],
    ["is of another account than the integration", {}, "no-such-integration"],
  ])("%s", async (_what, role, integration = "acme-development") => {
    await makeRole(role);
    const before = await cluster.teleport.getRole(name);
    await expect(cluster.teleport.adoptRole(name, { integration })).rejects.toMatchObject({
      code: "refused-by-gateway",
    });
    expect((await callCounts(cluster)).writes).toBe(0);
    expect(await cluster.teleport.getRole(name)).toEqual(before);
  });
});

test("one enrollment never takes another's label off", async () => {
  await makeRole({ labels: { [enrollmentLabel]: "acme-production" } });
  await expect(cluster.teleport.releaseRole(name, enrollment)).rejects.toMatchObject({
    code: "refused-by-gateway",
  });
  expect((await callCounts(cluster)).writes).toBe(0);
});

test("a role that does not exist is not found", async () => {
  await expect(cluster.teleport.adoptRole("nobody", enrollment)).rejects.toMatchObject({
    code: "teleport-not-found",
  });
});
