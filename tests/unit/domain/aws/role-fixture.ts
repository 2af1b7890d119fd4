import { writePolicyDocument } from "#lib/domain/aws/policy-document.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { appAccessDocument, appAccessPolicyName } from "#lib/domain/aws/inline-policy.ts";
import { newIntegrationRoleTrust } from "#lib/domain/aws/web-identity-trust.ts";

export const accountId = "123456789012";
export const integrationRoleArn = `arn:aws:iam::${accountId}:role/teleport-integration`;
export const issuer = "teleport.acme.test";
export const providerArn = `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;

export function trust(...statements: object[]): string {
  return writePolicyDocument(JSON.parse(JSON.stringify({ Version: "2012-10-17", Statement: statements })));
}

export function allow(principal: unknown, rest: object = {}): object {
  return { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...rest };
}

export function deny(principal: unknown, rest: object = {}): object {
  return { ...allow(principal, rest), Effect: "Deny" };
}

export const trustsUs = trust(allow({ AWS: integrationRoleArn }));
export const trustsAccount = trust(allow({ AWS: accountId }));
export const trustsEc2 = trust(allow({ Service: "ec2.amazonaws.com" }));

/** A role that is tagged and trusts the integration role: change what the test is about. */
export function targetRole(change: Partial<AwsRole> = {}): AwsRole {
  const name = change.name ?? "Auditor";
  const path = change.path ?? "/";
  return {
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    accountId,
    partition: "aws",
    name,
    path,
    roleId: "AROAEXAMPLEAUDITOR001",
    description: null,
    createdAt: null,
    trustPolicy: trustsUs,
    tags: [{ key: "teleport.dev/integration", value: "true" }],
    inlinePolicies: [],
    attachedPolicies: [],
    boundary: null,
    lastUsedAt: null,
    ...change,
  };
}

/** The integration role as the guide leaves it. */
export function integrationRole(change: Partial<AwsRole> = {}): AwsRole {
  return targetRole({
    name: "teleport-integration",
    roleId: "AROAEXAMPLEHUB0000001",
    trustPolicy: newIntegrationRoleTrust({
      providerArn,
      issuerHostAndPath: issuer,
      audience: "discover.teleport",
    }),
    tags: [
      { key: "teleport.dev/integration", value: "acme-production" },
      { key: "teleport.dev/origin", value: "integration_awsoidc" },
    ],
    inlinePolicies: [{ name: appAccessPolicyName, document: appAccessDocument }],
    ...change,
  });
}

export function policy(...statements: object[]): string {
  return trust(...statements);
}
