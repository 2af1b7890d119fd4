import {
  GetAccountAuthorizationDetailsCommand,
  ListRolesCommand,
  type GetAccountAuthorizationDetailsCommandOutput,
  type RoleDetail,
} from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { clientsFor, refused, startSandbox } from "./sandbox.ts";

describe("paging", () => {
  it("gives all 5,000 roles in at most 60 pages, each once, with tags and documents", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company", extraRoles: 5000 }));
    const pages: GetAccountAuthorizationDetailsCommandOutput[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(
        new GetAccountAuthorizationDetailsCommand({
          Filter: ["Role"],
          MaxItems: 100,
          ...(Marker ? { Marker } : {}),
        }),
      );
      pages.push(page);
      Marker = page.Marker;
    } while (Marker);
    const roles = pages.flatMap((page) => page.RoleDetailList ?? []);
    expect(pages.length).toBeLessThanOrEqual(60);
    expect(new Set(roles.map((role) => role.Arn)).size).toBe(5000);
    expect(roles).toHaveLength(5000);
    expect(pages.every((page) => page.Policies?.length === 0 && page.UserDetailList?.length === 0)).toBe(
      true,
    );
  });

  it("may make a page short although more follow: only IsTruncated tells", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const first = await iam.send(new ListRolesCommand({ MaxItems: 10 }));
    expect(first.Roles).toHaveLength(9);
    expect(first).toMatchObject({ IsTruncated: true, Marker: expect.any(String) });
    const all = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
    expect(all.IsTruncated).toBe(false);
    expect(all.Marker).toBeUndefined();
  });

  it("refuses a marker that it never gave, and sizes out of range", async () => {
    const { iam } = clientsFor(await startSandbox());
    const invalid = { code: "ValidationError", status: 400 };
    await expect(iam.send(new ListRolesCommand({ Marker: "bogus" }))).rejects.toMatchObject(refused(invalid));
    await expect(iam.send(new ListRolesCommand({ MaxItems: 0 }))).rejects.toMatchObject(refused(invalid));
    await expect(iam.send(new ListRolesCommand({ MaxItems: 1001 }))).rejects.toMatchObject(refused(invalid));
  });
});

describe("GetAccountAuthorizationDetails", () => {
  it("tells everything about a role but description and session length", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const { RoleDetailList = [] } = await iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"], MaxItems: 1000 }),
    );
    const find = (name: string): RoleDetail | undefined =>
      RoleDetailList.find((role) => role.RoleName === name);
    expect(find("ContractorEngineer")).toMatchObject({
      PermissionsBoundary: {
        PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundaries/contractors",
      },
      AttachedManagedPolicies: [{ PolicyName: "PowerUserAccess" }],
    });
    const identities = find("IdentityManager")?.RolePolicyList?.[0];
    expect(JSON.parse(decodeURIComponent(identities?.PolicyDocument ?? ""))).toHaveProperty("Statement");
    expect(identities?.PolicyDocument).toMatch(/^%7B/);
    expect(find("JumpHost")?.InstanceProfileList?.[0]?.InstanceProfileName).toBe("jump-host");
    expect(find("Developer")?.RoleLastUsed?.LastUsedDate).toEqual(new Date("2026-11-20T16:30:00Z"));
    expect(find("Developer")).not.toHaveProperty("MaxSessionDuration");
    expect(find("BackupOperator")?.Tags).toEqual([]);
  });

  it("gives only what the filter names", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const policies = await iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ["LocalManagedPolicy"] }),
    );
    expect(policies.Policies?.map((policy) => policy.PolicyName)).toEqual(["aws-access-app", "contractors"]);
    expect(policies.RoleDetailList).toEqual([]);
    const users = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ["User"] }));
    expect(users.UserDetailList?.map((user) => user.UserName)).toContain("aws-access-app");
    const ofAws = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ["AWSManagedPolicy"] }));
    expect(ofAws.Policies?.map((policy) => policy.Arn)).toContain(
      "arn:aws:iam::aws:policy/AdministratorAccess",
    );
    const wrong = new GetAccountAuthorizationDetailsCommand({ Filter: ["Rolle" as "Role"] });
    await expect(iam.send(wrong)).rejects.toMatchObject(refused({ code: "ValidationError", status: 400 }));
  });
});
