import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { join, dirname } from "node:path";
import { callCounts, openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
beforeEach(() => cluster.reset());
afterAll(() => cluster.close());

/** An adapter with the identity of another user of the cluster. */
async function openAs(user: string) {
  const identityFile = join(dirname(cluster.sandbox.identityFile), `identity-${user}`);
  writeFileSync(identityFile, await cluster.control("POST", "identity", { user }), { mode: 0o600 });
  return cluster.open({ identityFile });
}

const roleArn = "arn:aws:iam::123456789012:role/x";

describe("a refusal", () => {
  test("by the rules of the identity's roles names verb and kind", async () => {
    const teleport = await openAs("bot-ci");
    await expect(teleport.listIntegrations()).rejects.toMatchObject({
      code: "teleport-access-denied",
      problem: {
        what: "Teleport does not let bot-ci list integrations.",
        evidence: "list on integration",
        remedy: "Add the verb list for the resource integration to the role of bot-ci.",
      },
    });
  });

  test("for want of a second factor is told apart: the identity is a person's", async () => {
    const teleport = await openAs("admin@acme");
    expect(await teleport.identity()).toMatchObject({ userName: "admin@acme", isBot: false });
    await expect(
      teleport.createRole({
        name: "x",
        version: "v8",
        labels: { "aws-access.teleport/enrollment": "x" },
        appLabels: { aws_account_id: ["123456789012"] },
        awsRoleArns: [],
      }),
    ).rejects.toMatchObject({ code: "teleport-mfa-required" });
  });

  test.each([
    ["INVALID_ARGUMENT", "teleport-invalid-input"],
    ["UNIMPLEMENTED", "teleport-unsupported"],
    ["UNAUTHENTICATED", "teleport-identity-invalid"],
    ["INTERNAL", "teleport-unknown"],
    ["UNKNOWN", "teleport-unknown"],
  ])("of kind %s is %s", async (kind, code) => {
    await cluster.fault("CreateIntegration", { kind: "error", code: kind, message: "its words" });
    const error: unknown = await cluster.teleport
      .createIntegration({ name: "fresh", roleArn })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, problem: { why: "its words" } });
  });
});

describe("an unavailable cluster", () => {
  const unavailable = { kind: "error", code: "UNAVAILABLE", message: "the auth service is starting" };

  test("is asked again by reads", async () => {
    await cluster.fault("ListRoles", unavailable, { nth: 1, times: 3 });
    expect((await cluster.teleport.listRoles()).length).toBeGreaterThan(5);
    expect((await callCounts(cluster)).byMethod.ListRoles).toBe(4);
  });

  test("is told after four attempts", async () => {
    await cluster.fault("ListRoles", unavailable, { nth: 1, times: 100 });
    await expect(cluster.teleport.listRoles()).rejects.toMatchObject({
      code: "teleport-unreachable",
      problem: { why: "the auth service is starting" },
    });
    expect((await callCounts(cluster)).byMethod.ListRoles).toBe(4);
  });

  test("is not asked twice to write", async () => {
    await cluster.fault("CreateIntegration", unavailable, { nth: 1, times: 100 });
    await expect(cluster.teleport.createIntegration({ name: "once", roleArn })).rejects.toMatchObject({
      code: "teleport-unreachable",
    });
    expect((await callCounts(cluster)).byMethod.CreateIntegration).toBe(1);
  });

  test("that drops the session is dialled again", async () => {
    await cluster.fault("GetIntegration", { kind: "drop", when: "before" }, { nth: 1, times: 2 });
    expect(await cluster.teleport.getIntegration("acme-development")).not.toBeNull();
  });

  test("that never answers is given up at the deadline, without a second attempt", async () => {
    await cluster.fault("ListUsers", { kind: "hold", when: "before" });
    const impatient = cluster.open({ callTimeoutMs: 200 });
    await expect(impatient.listUsers()).rejects.toMatchObject({
      code: "teleport-unreachable",
      problem: { why: "No answer came in time." },
    });
    expect((await callCounts(cluster)).byMethod.ListUsers).toBe(1);
  });
});

describe("a page that is too large", () => {
  const tooLarge = { kind: "error", code: "RESOURCE_EXHAUSTED", message: "message larger than max" };

  test("is asked for again with half the size", async () => {
    await cluster.fault("ListUsers", tooLarge, { nth: 1, times: 3 });
    expect((await cluster.teleport.listUsers()).map(({ name }) => name)).toContain("alice");
  });

  test("is told when nothing is small enough", async () => {
    await cluster.fault("ListUsers", tooLarge, { nth: 1, times: 100 });
    await expect(cluster.teleport.listUsers()).rejects.toMatchObject({ code: "teleport-throttled" });
  });
});

test("every call says the server's own version", async () => {
  await cluster.teleport.listRoles();
  const log = JSON.parse(await cluster.control("GET", "requests")) as {
    requests: { clientVersion: string | null }[];
  };
  expect(log.requests.map(({ clientVersion }) => clientVersion)).toEqual(["18.2.0"]);
});
