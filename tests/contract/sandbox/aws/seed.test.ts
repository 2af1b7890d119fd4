import {
  GetAccountAuthorizationDetailsCommand,
  ListOpenIDConnectProvidersCommand,
  UpdateAssumeRolePolicyCommand,
  type RoleDetail,
} from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { answerTo, assume, clientsFor, developmentAccessArn, startSandbox } from "./sandbox.ts";

type Iam = ReturnType<typeof clientsFor>["iam"];

async function rolesOf(iam: Iam): Promise<Map<string, RoleDetail>> {
  const command = new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"], MaxItems: 1000 });
  const { RoleDetailList = [] } = await iam.send(command);
  return new Map(RoleDetailList.map((role) => [role.RoleName ?? "", role]));
}

const trustOf = (role: RoleDetail | undefined): string =>
  decodeURIComponent(role?.AssumeRolePolicyDocument ?? "");

const tagOf = (role: RoleDetail | undefined, key: string) =>
  role?.Tags?.find((tag) => tag.Key?.toLowerCase() === key)?.Value;

const nothingSpecial = (role: RoleDetail) =>
  !/aws-service-role|aws-reserved/.test(role.Path ?? "") &&
  !trustOf(role).includes("Condition") &&
  !trustOf(role).includes("AROA") &&
  !trustOf(role).includes('"*"') &&
  !trustOf(role).includes("Federated") &&
  !role.PermissionsBoundary &&
  !role.AttachedManagedPolicies?.some((policy) => policy.PolicyName === "AdministratorAccess") &&
  !decodeURIComponent(role.RolePolicyList?.[0]?.PolicyDocument ?? "").match(
    /"iam:\*"|"\*:\*"|"\*","Resource/,
  ) &&
  !role.Tags?.some((tag) => tag.Key === "managed-by" || tag.Key?.startsWith("aws:")) &&
  ["true", undefined].includes(tagOf(role, "teleport.dev/integration")) &&
  (role.Tags?.length ?? 0) < 50;

describe("the seeded company", () => {
  it("has about forty roles in production, of which at least fifteen are plain", async () => {
    const roles = await rolesOf(clientsFor(await startSandbox({ seed: "company" })).iam);
    expect(roles.size).toBeGreaterThanOrEqual(38);
    expect(roles.size).toBeLessThanOrEqual(50);
    const plain = [...roles.values()].filter(nothingSpecial).map((role) => role.RoleName);
    expect(plain.length).toBeGreaterThanOrEqual(15);
    expect(plain).toEqual(
      expect.arrayContaining([
        "ReadOnlyAuditor",
        "BillingAnalyst",
        "Developer",
        "DataScientist",
        "SupportEngineer",
      ]),
    );
  });

  it("is the same on every machine", async () => {
    const [one, other] = await Promise.all([
      startSandbox({ seed: "company" }),
      startSandbox({ seed: "company" }),
    ]);
    expect(await rolesOf(clientsFor(one).iam)).toEqual(await rolesOf(clientsFor(other).iam));
  });

  it.each<[string, (role: RoleDetail | undefined) => unknown, unknown]>([
    ["IncidentResponder", (role) => tagOf(role, "teleport.dev/integration"), "True"],
    ["BillingAnalyst", (role) => tagOf(role, "teleport.dev/integration"), "true"],
    ["MobileRelease", (role) => role?.Tags?.[0]?.Key, "Teleport.dev/Integration"],
    ["CostAllocation", (role) => role?.Tags?.length, 50],
    ["terraform-network", (role) => tagOf(role, "managed-by"), "terraform"],
    ["payments-TaskRole-1K7X2QF9ZD3WB", (role) => tagOf(role, "aws:cloudformation:stack-name"), "payments"],
    ["AWSServiceRoleForRDS", (role) => role?.Path, "/aws-service-role/rds.amazonaws.com/"],
    ["AccountAdmin", (role) => role?.AttachedManagedPolicies?.[0]?.PolicyName, "AdministratorAccess"],
    ["ContractorEngineer", (role) => role?.PermissionsBoundary !== undefined, true],
    [
      "teleport-staging-integration",
      (role) => tagOf(role, "teleport.dev/integration"),
      "acme-production-staging",
    ],
    ["LegacyDeploy", (role) => trustOf(role).includes("AROAQ3EGS4QVDELETED01"), true],
    ["PublicDataset", (role) => trustOf(role).includes('{"AWS":"*"}'), true],
    ["ArchiveReader", (role) => trustOf(role).includes("2008-10-17"), true],
    ["BackupOperator", (role) => trustOf(role).includes('"Statement":{'), true],
    ["PartnerIngest", (role) => trustOf(role).includes("sts:ExternalId"), true],
    ["dataops", (role) => role?.RoleName, "dataops"],
  ])("%s is the trap that it should be", async (name, look, expected) => {
    const roles = await rolesOf(clientsFor(await startSandbox({ seed: "company" })).iam);
    expect(look(roles.get(name))).toBe(expected);
  });

  it("has a trust policy that is just within the quota, with no room for one statement more", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const full = trustOf((await rolesOf(iam)).get("VendorFanIn"));
    const update = (PolicyDocument: string) =>
      answerTo(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "VendorFanIn", PolicyDocument })));
    expect(await update(full)).toBe("accepted");
    const document = JSON.parse(full);
    const more = { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" };
    const larger = JSON.stringify({ ...document, Statement: [...document.Statement, more] });
    expect(await update(larger)).toBe("LimitExceededException");
  });

  it("writes every policy back as it reads it, but the one with a dead principal", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const refusals: string[] = [];
    for (const [RoleName, role] of await rolesOf(iam)) {
      const PolicyDocument = trustOf(role);
      const answer = await answerTo(
        iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })),
      );
      if (answer !== "accepted") refusals.push(`${RoleName}: ${answer}`);
    }
    expect(refusals.toSorted()).toEqual([
      "AWSReservedSSO_PowerUserAccess_4c1f0a9be27d6f35: UnmodifiableEntityException",
      "AWSServiceRoleForRDS: UnmodifiableEntityException",
      "LegacyDeploy: MalformedPolicyDocumentException",
    ]);
  });

  it("has a development account that Teleport's wizard has enrolled", async () => {
    const sandbox = await startSandbox({ seed: "company" });
    const keys = await assume(clientsFor(sandbox).sts, developmentAccessArn);
    const { iam } = clientsFor(sandbox, keys);
    const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(OpenIDConnectProviderList?.map((provider) => provider.Arn)).toEqual([
      "arn:aws:iam::210987654321:oidc-provider/teleport.acme.test",
    ]);
    const roles = await rolesOf(iam);
    const integration = roles.get("teleport-integration-dev");
    expect(integration?.Tags).toEqual(
      expect.arrayContaining([
        { Key: "teleport.dev/cluster", Value: "teleport.acme.test" },
        { Key: "teleport.dev/integration", Value: "acme-development" },
        { Key: "teleport.dev/origin", Value: "integration_awsoidc" },
      ]),
    );
    const inline = integration?.RolePolicyList?.map((policy) => [
      policy.PolicyName,
      JSON.parse(decodeURIComponent(policy.PolicyDocument ?? "")),
    ]);
    expect(inline).toEqual([
      [
        "AWSAppAccess",
        {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "sts:AssumeRole",
              Resource: "*",
              Condition: { StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } },
            },
          ],
        },
      ],
    ]);
    expect(trustOf(roles.get("Developer"))).toContain("role/teleport-integration-dev");
    expect(tagOf(roles.get("Developer"), "teleport.dev/integration")).toBe("true");
    expect(trustOf(roles.get("ReadOnly"))).not.toContain("teleport-integration-dev");
    expect(tagOf(roles.get("ReadOnly"), "teleport.dev/integration")).toBe("true");
    expect([...roles.keys()]).toContain("DataOps");
  });
});
