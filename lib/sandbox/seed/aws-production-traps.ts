import { allow, document, trusts, trustsArn, trustsService } from "./aws-documents.ts";
import type { SeededRole } from "./aws-entities.ts";
import {
  administratorAccess,
  powerUserAccess,
  rdsServiceRole,
  readOnlyAccess,
  s3ReadOnly,
} from "./aws-managed-policies.ts";
import {
  foreignAccountId,
  jumpHostArn,
  organizationId,
  platformAdminArn,
  roleArnIn,
  rootArn,
} from "./aws-names.ts";
import { production } from "./company.ts";

const { accountId } = production;
const everyone = { AWS: "*" };
const byPeople = trustsArn(platformAdminArn);
const denies = (principal: object, condition: object) => ({
  Effect: "Deny",
  Principal: principal,
  Action: "sts:AssumeRole",
  Condition: condition,
});

/** Trust policies that decide whether an analysis is right. */
const trustTraps: readonly SeededRole[] = [
  {
    name: "IncidentResponder",
    description: "On call; the tag's value has a capital letter",
    trust: trustsArn(rootArn(accountId)),
    attached: [powerUserAccess],
    tags: { owner: "platform", "teleport.dev/integration": "True" },
    lastUsedAt: "2026-11-19T02:58:00Z",
  },
  {
    name: "PartnerIngest",
    path: "/partners/",
    description: "Nightly import by a partner",
    trust: document(
      trusts({ AWS: rootArn(foreignAccountId) }, { StringEquals: { "sts:ExternalId": "acme-ingest-7f31" } }),
    ),
    attached: [s3ReadOnly],
  },
  {
    name: "LegacyDeploy",
    description: "Trusts a role that was deleted years ago",
    trust: document(trusts({ AWS: "AROAQ3EGS4QVDELETED01" }), trusts({ Service: "ec2.amazonaws.com" })),
    trustIsOld: true,
    createdAt: "2018-06-01T12:00:00Z",
  },
  {
    name: "BreakGlass",
    description: "Only with a second factor",
    trust: document(
      trusts({ AWS: rootArn(accountId) }),
      denies(everyone, { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }),
    ),
    attached: [readOnlyAccess],
  },
  {
    name: "TreasuryApprover",
    path: "/finance/",
    trust: document(trusts({ AWS: rootArn(accountId) }, { Bool: { "aws:MultiFactorAuthPresent": "true" } })),
  },
  {
    name: "OrgDataShare",
    path: "/data/",
    trust: document(
      trusts({ AWS: platformAdminArn }),
      denies(everyone, { StringNotEquals: { "aws:PrincipalOrgID": organizationId } }),
    ),
  },
  {
    name: "VendorFanIn",
    path: "/partners/",
    description: "As many partners as fit into a trust policy",
    trust: document(trusts({ AWS: partnerRoots(58) })),
  },
  { name: "PublicDataset", path: "/data/", trust: document(trusts(everyone)), attached: [s3ReadOnly] },
  {
    name: "ArchiveReader",
    path: "/data/",
    trust: { Version: "2008-10-17", Id: "archive-2011", Statement: [trusts({ AWS: platformAdminArn })] },
    createdAt: "2011-11-11T11:11:00Z",
  },
  {
    name: "BackupOperator",
    trust: { Version: "2012-10-17", Statement: trusts({ Service: "backup.amazonaws.com" }) },
  },
  {
    name: "OfficeOperator",
    path: "/facility/",
    trust: document(trusts({ AWS: rootArn(accountId) }, { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })),
  },
  {
    name: "PipelineHandoff",
    path: "/ci/",
    trust: document(trusts({ AWS: rootArn(accountId) }, { ArnEquals: { "aws:PrincipalArn": jumpHostArn } })),
  },
];

/** Roles whose tags, path or permissions matter. */
const otherTraps: readonly SeededRole[] = [
  {
    name: "terraform-network",
    path: "/infra/",
    trust: byPeople,
    tags: { "managed-by": "terraform", module: "network" },
    inline: { Network: document(allow("ec2:*", "*")) },
  },
  {
    name: "payments-TaskRole-1K7X2QF9ZD3WB",
    trust: trustsService("ecs-tasks"),
    tags: {
      "aws:cloudformation:stack-name": "payments",
      "aws:cloudformation:logical-id": "TaskRole",
      "aws:cloudformation:stack-id": `arn:aws:cloudformation:us-east-1:${accountId}:stack/payments/5a1c8f60-9d2e-11ee-8c90-0242ac120002`,
    },
  },
  {
    name: "AWSServiceRoleForRDS",
    path: "/aws-service-role/rds.amazonaws.com/",
    trust: trustsService("rds"),
    attached: [rdsServiceRole],
  },
  {
    name: "AWSReservedSSO_PowerUserAccess_4c1f0a9be27d6f35",
    path: "/aws-reserved/sso.amazonaws.com/eu-west-1/",
    trust: document({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${accountId}:saml-provider/AWSSSO_0f6b2d9c1a_DO_NOT_DELETE` },
      Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    }),
    attached: [powerUserAccess],
    maxSessionSeconds: 43_200,
  },
  { name: "AccountAdmin", trust: byPeople, attached: [administratorAccess] },
  {
    name: "IdentityManager",
    path: "/security/",
    trust: byPeople,
    inline: { Identities: document(allow("iam:*", "*")) },
  },
  { name: "LegacyRoot", trust: byPeople, inline: { everything: document(allow("*:*", "*")) } },
  {
    name: "GithubActionsDeploy",
    path: "/ci/",
    trust: document({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main" },
      },
    }),
    attached: [powerUserAccess],
  },
  {
    name: "MobileRelease",
    path: "/engineering/",
    trust: byPeople,
    tags: { "Teleport.dev/Integration": "true" },
  },
  { name: "CostAllocation", path: "/finance/", trust: byPeople, tags: fiftyTags() },
  { name: "dataops", path: "/data/", trust: byPeople, tags: { owner: "data" } },
  {
    name: "ContractorEngineer",
    path: "/engineering/",
    trust: byPeople,
    attached: [powerUserAccess],
    boundary: `arn:aws:iam::${accountId}:policy/boundaries/contractors`,
  },
  {
    name: "SharedServices",
    path: "/platform/",
    description: "Trusts one session of a role, not the role",
    trust: trustsArn(
      `arn:aws:sts::${accountId}:assumed-role/JumpHost/nightly`,
      roleArnIn(accountId, "support/SupportEngineer"),
    ),
  },
];

export const trapRoles: readonly SeededRole[] = [...trustTraps, ...otherTraps];

function partnerRoots(count: number): string[] {
  return Array.from({ length: count }, (_, index) => rootArn(String(700_000_000_000 + index * 7_919)));
}

function fiftyTags(): Record<string, string> {
  const entries = Array.from({ length: 50 }, (_, index) => {
    const number = String(index + 1).padStart(2, "0");
    return [`allocation-${number}`, `cc-${4000 + index}`] as const;
  });
  return Object.fromEntries(entries);
}
