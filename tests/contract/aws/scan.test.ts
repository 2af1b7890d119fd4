import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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

describe("where the bulk call is denied", () => {
  const denied = (action: string) => ({
    match: { action },
    fault: {
      kind: "error" as const,
      status: 403,
      code: "AccessDenied",
      message: `User: x is not authorized to perform: iam:${action} on resource: * because no identity-based policy allows the iam:${action} action`,
    },
  });
  let company: SandboxAccount;

  beforeAll(async () => {
    company = await openSandboxAccount();
  });
  beforeEach(() => company.reset());
  afterAll(() => company.close());

  test("roles are listed and their tags read one by one; policies stay unknown", async () => {
    await company.fault(denied("GetAccountAuthorizationDetails"));
    const scan = await company.account.scanRoles();
    expect(scan).toMatchObject({ source: "list-roles", userIdsKnown: false, alias: "acme-production" });
    const developer = scan.roles.find(({ name }) => name === "Developer");
    expect(developer).toMatchObject({
      description: "Day-to-day work of product teams",
      tags: [{ key: "owner", value: "engineering" }],
      inlinePolicies: null,
      attachedPolicies: null,
    });
    expect(developer).toHaveProperty("boundary", undefined);
    const reserved = scan.roles.find(({ path }) => path.startsWith("/aws-service-role/"));
    expect(reserved?.tags).toBeNull();
    expect((await company.counted()).ListRoleTags).toBeLessThan(scan.roles.length);
  });

  test("tags that may not be read either are unknown, and not asked for 40 times", async () => {
    await company.fault(denied("GetAccountAuthorizationDetails"), denied("ListRoleTags"));
    const scan = await company.account.scanRoles();
    expect(scan.roles.every(({ tags }) => tags === null)).toBe(true);
    expect((await company.counted()).ListRoleTags).toBeLessThan(10);
  });

  test("a scan without any listing is denied, naming the permission that the app is meant to have", async () => {
    await company.fault(denied("GetAccountAuthorizationDetails"), denied("ListRoles"));
    await expect(company.account.scanRoles()).rejects.toMatchObject({
      code: "aws-access-denied",
      problem: { evidence: "iam:GetAccountAuthorizationDetails on *" },
    });
  });

  test("quota and alias that may not be read fall back to the default and to none", async () => {
    await company.fault(denied("GetAccountSummary"), denied("ListAccountAliases"));
    const scan = await company.account.scanRoles();
    expect(scan).toMatchObject({ trustPolicySizeQuota: 2048, alias: null });
  });

  test("the account's own quota is read", async () => {
    await company.control("POST", "account", { accountId: "123456789012", trustSizeQuota: 4096 });
    expect((await company.account.scanRoles()).trustPolicySizeQuota).toBe(4096);
  });
});

test("a boundary made in the account is read with the scan, policies of AWS are not", async () => {
  const { roles } = await sandbox.account.scanRoles();
  const bounded = roles.find(({ boundary }) => boundary?.arn.startsWith("arn:aws:iam::123456789012:"));
  expect(JSON.parse(bounded?.boundary?.document ?? "")).toHaveProperty("Statement");
  const attached = roles.flatMap(({ attachedPolicies }) => attachedPolicies ?? []);
  expect(attached.find(({ name }) => name === "ReadOnlyAccess")?.document).toBeNull();
});
