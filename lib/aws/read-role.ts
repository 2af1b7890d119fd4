import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import type { Role } from "@aws-sdk/client-iam";
import type { AwsRole, InlinePolicy, ManagedPolicy } from "#lib/domain/aws/types.ts";
import type { AccountBinding } from "./bound-arn.ts";
import { roleNameAndPath } from "./aws-arn.ts";
import { mapAttached, mapBoundary, mapRole, mapTags } from "./map-role.ts";
import { unlessDenied, unlessMissing } from "./outcomes.ts";
import { allPages } from "./pages.ts";
import { decodePolicy } from "./policy-text.ts";
import type { AwsSession } from "./session.ts";

/** IAM's answer for exactly this ARN; null: no such role, or one of that name under another path. */
export async function findRole(session: AwsSession, roleArn: string): Promise<Role | null> {
  const { name } = roleNameAndPath(roleArn);
  const answer = await unlessMissing(
    session.send({ action: "iam:GetRole", resource: roleArn }, ({ iam }) =>
      iam.send(new GetRoleCommand({ RoleName: name })),
    ),
  );
  const role = answer?.Role;
  const elsewhere = role?.Arn?.startsWith("arn:") === true && role.Arn !== roleArn;
  return role === undefined || elsewhere ? null : role;
}

export async function readInlinePolicy(
  session: AwsSession,
  roleArn: string,
  policyName: string,
): Promise<string | null> {
  const { name } = roleNameAndPath(roleArn);
  const answer = await unlessMissing(
    session.send({ action: "iam:GetRolePolicy", resource: roleArn }, ({ iam }) =>
      iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName })),
    ),
  );
  return answer?.PolicyDocument === undefined ? null : decodePolicy(answer.PolicyDocument);
}

async function readInlinePolicies(session: AwsSession, roleArn: string): Promise<readonly InlinePolicy[]> {
  const { name } = roleNameAndPath(roleArn);
  const pages = await allPages((marker) =>
    session.send({ action: "iam:ListRolePolicies", resource: roleArn }, ({ iam }) =>
      iam.send(new ListRolePoliciesCommand({ RoleName: name, Marker: marker })),
    ),
  );
  const names = pages.flatMap((page) => page.PolicyNames ?? []);
  const policies = await Promise.all(
    names.map(async (policyName) => ({
      name: policyName,
      document: await readInlinePolicy(session, roleArn, policyName),
    })),
  );
  return policies.flatMap(({ name: policyName, document }) =>
    document === null ? [] : [{ name: policyName, document }],
  );
}

/** The default version of a managed policy; null where it may not be read. */
async function readManagedDocument(session: AwsSession, policyArn: string): Promise<string | null> {
  const policy = await unlessDenied(
    session.send({ action: "iam:GetPolicy", resource: policyArn }, ({ iam }) =>
      iam.send(new GetPolicyCommand({ PolicyArn: policyArn })),
    ),
  );
  const versionId = policy?.Policy?.DefaultVersionId;
  if (versionId === undefined) return null;
  const version = await unlessDenied(
    session.send({ action: "iam:GetPolicyVersion", resource: policyArn }, ({ iam }) =>
      iam.send(new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: versionId })),
    ),
  );
  const document = version?.PolicyVersion?.Document;
  return document === undefined ? null : decodePolicy(document);
}

async function readAttachedPolicies(session: AwsSession, roleArn: string): Promise<readonly ManagedPolicy[]> {
  const { name } = roleNameAndPath(roleArn);
  const pages = await allPages((marker) =>
    session.send({ action: "iam:ListAttachedRolePolicies", resource: roleArn }, ({ iam }) =>
      iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name, Marker: marker })),
    ),
  );
  const attached = mapAttached(
    pages.flatMap((page) => page.AttachedPolicies ?? []),
    new Map(),
  );
  return Promise.all(
    attached.map(async (policy) => ({
      ...policy,
      document: await readManagedDocument(session, policy.arn),
    })),
  );
}

/** One role whole; parts that may not be read are null. */
export async function readRole(
  session: AwsSession,
  roleArn: string,
  binding: AccountBinding,
): Promise<AwsRole | null> {
  const role = await findRole(session, roleArn);
  if (!role) return null;
  const boundaryArn = role.PermissionsBoundary?.PermissionsBoundaryArn;
  const [inlinePolicies, attachedPolicies, boundaryDocument] = await Promise.all([
    unlessDenied(readInlinePolicies(session, roleArn)),
    unlessDenied(readAttachedPolicies(session, roleArn)),
    boundaryArn === undefined ? null : readManagedDocument(session, boundaryArn),
  ]);
  const documents = new Map(
    boundaryArn === undefined || boundaryDocument === null ? [] : [[boundaryArn, boundaryDocument] as const],
  );
  return {
    ...mapRole(role, binding),
    arn: roleArn,
    tags: mapTags(role.Tags),
    inlinePolicies,
    attachedPolicies,
    boundary: mapBoundary(role.PermissionsBoundary, documents),
  };
}
