import type { AwsIdentity, AwsRole, OidcProvider, RoleScan, Tag } from "#lib/domain/aws/types.ts";
import { accountId, clusterName, integrationName, integrationRoleName, providerArn } from "./names.ts";

export function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export const trustsEc2 = {
  Effect: "Allow",
  Principal: { Service: "ec2.amazonaws.com" },
  Action: "sts:AssumeRole",
};

export function trustsRole(arn: string): object {
  return { Effect: "Allow", Principal: { AWS: arn }, Action: "sts:AssumeRole" };
}

export const webIdentity = {
  Effect: "Allow",
  Principal: { Federated: providerArn },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { [`${clusterName}:aud`]: "discover.teleport" } },
};

export const targetTag: Tag = { key: "teleport.dev/integration", value: "true" };

export const ownership: readonly Tag[] = [
  { key: "teleport.dev/cluster", value: clusterName },
  { key: "teleport.dev/origin", value: "integration_awsoidc" },
  { key: "teleport.dev/integration", value: integrationName },
];

/** An ordinary role of the account: an EC2 role without tags or policies. */
export function awsRole(name: string, over: Partial<AwsRole> = {}): AwsRole {
  const path = over.path ?? "/";
  return {
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    accountId,
    partition: "aws",
    name,
    path,
    roleId: roleIdOf(name),
    description: null,
    createdAt: null,
    trustPolicy: document(trustsEc2),
    tags: [],
    inlinePolicies: [],
    attachedPolicies: [],
    boundary: null,
    lastUsedAt: null,
    ...over,
  };
}

/** A unique id as IAM forms them, the same for the same name. */
export function roleIdOf(name: string): string {
  return `AROA${name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "X")
    .padEnd(17, "0")
    .slice(0, 17)}`;
}

export const guideStatement = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Resource: "*",
  Condition: { StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } },
};

/** The integration role as step 1 makes it, with the guide's inline policy. */
export function integrationRole(over: Partial<AwsRole> = {}): AwsRole {
  return awsRole(integrationRoleName, {
    trustPolicy: document(webIdentity),
    tags: ownership,
    inlinePolicies: [{ name: "AWSAppAccess", document: document(guideStatement) }],
    ...over,
  });
}

export function oidcProvider(over: Partial<OidcProvider> = {}): OidcProvider {
  return {
    arn: providerArn,
    issuer: clusterName,
    audiences: ["discover.teleport"],
    thumbprints: ["a".repeat(40)],
    tags: ownership,
    ...over,
  };
}

export function awsIdentity(over: Partial<AwsIdentity> = {}): AwsIdentity {
  return {
    accountId,
    partition: "aws",
    arn: `arn:aws:iam::${accountId}:user/admin`,
    userId: "AIDAADMIN000000000000",
    roleArn: null,
    expiresAt: null,
    ...over,
  };
}

export function roleScan(roles: readonly AwsRole[], over: Partial<RoleScan> = {}): RoleScan {
  return {
    accountId,
    partition: "aws",
    roles,
    livePrincipalIds: roles.map(({ roleId }) => roleId),
    userIdsKnown: true,
    trustPolicySizeQuota: 2048,
    source: "account-authorization-details",
    calls: 1,
    alias: "acme-production",
    ...over,
  };
}
