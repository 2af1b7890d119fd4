import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openSandboxAccount } from "./sandbox-account.ts";
import type { SandboxAccount } from "./sandbox-account.ts";

let sandbox: SandboxAccount;

beforeAll(async () => {
  sandbox = await openSandboxAccount({ extraRoles: 5000 });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

test("5,000 roles cost at most 60 calls, with tags, trust and inline policies", async () => {
  const scan = await sandbox.account.scanRoles();
  expect(scan.roles.length).toBeGreaterThanOrEqual(5000);
  expect(scan.calls).toBeLessThanOrEqual(60);
  const sent = Object.values(await sandbox.counted()).reduce((sum, count) => sum + count, 0);
  expect(sent).toBeLessThanOrEqual(60);
  expect(scan.source).toBe("account-authorization-details");
  expect(scan.userIdsKnown).toBe(true);
  expect(scan.alias).toBe("acme-production");
  const incident = scan.roles.find(({ name }) => name === "IncidentResponder");
  expect(incident).toMatchObject({
    arn: "arn:aws:iam::123456789012:role/IncidentResponder",
    path: "/",
    description: null,
    lastUsedAt: "2026-11-19T02:58:00.000Z",
  });
  expect(incident?.tags).toContainEqual({ key: "teleport.dev/integration", value: "True" });
  expect(JSON.parse(incident?.trustPolicy ?? "")).toHaveProperty("Statement");
  expect(new Set(scan.roles.map(({ arn }) => arn)).size).toBe(scan.roles.length);
});
