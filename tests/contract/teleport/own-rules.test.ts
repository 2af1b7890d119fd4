import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { heldVerbs } from "#lib/domain/teleport/app-permissions-held.ts";
import { openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
beforeEach(() => cluster.reset());
afterAll(() => cluster.close());

const setRules = (allow: unknown[], deny: unknown[] = []) =>
  cluster.control("PUT", "roles", {
    version: "v7",
    metadata: { name: "aws-access-app" },
    spec: { allow: { app_labels: { "*": "*" }, rules: allow }, deny: { rules: deny } },
  });

test("the seeded bot holds all that the app needs", async () => {
  const held = heldVerbs(await cluster.teleport.ownRules());
  expect(held.filter(({ verdict }) => verdict !== "allowed")).toEqual([]);
});

test("rules are read of both sides, with their conditions, also where reading roles is not allowed", async () => {
  await setRules(
    [
      { resources: ["role", "user"], verbs: ["update"] },
      { resources: "*", verbs: "list", where: "true" },
    ],
    [{ resources: "integration", verbs: "*" }],
  );
  const role = "aws-access-app";
  expect(await cluster.teleport.ownRules()).toEqual([
    { role, effect: "allow", kinds: ["role", "user"], verbs: ["update"], conditional: false },
    { role, effect: "allow", kinds: ["*"], verbs: ["list"], conditional: true },
    { role, effect: "deny", kinds: ["integration"], verbs: ["*"], conditional: false },
  ]);
});

test("a role that is gone since the identity was issued counts no more", async () => {
  await cluster.control("DELETE", "roles", {
    metadata: { name: "aws-access-app" },
    spec: { allow: {}, deny: {} },
  });
  expect(await cluster.teleport.ownRules()).toEqual([]);
});
