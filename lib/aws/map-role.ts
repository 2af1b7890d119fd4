import type {
  AttachedPermissionsBoundary,
  AttachedPolicy,
  ManagedPolicyDetail,
  Role,
  RoleDetail,
  Tag as IamTag,
} from "@aws-sdk/client-iam";
import type {
  AwsRole,
  InlinePolicy,
  ManagedPolicy,
  PermissionsBoundary,
  Tag,
} from "#lib/domain/aws/types.ts";
import { roleArn } from "#lib/domain/aws/arn.ts";
import { decodePolicy } from "./policy-text.ts";
import type { AccountBinding } from "./bound-arn.ts";

export function mapTags(tags: readonly IamTag[] | undefined): readonly Tag[] {
  return (tags ?? []).map(({ Key = "", Value = "" }) => ({ key: Key, value: Value }));
}

/** The parts that ListRoles, GetRole and GetAccountAuthorizationDetails share; the rest is not read yet. */
export function mapRole(role: Role | RoleDetail, binding: AccountBinding): AwsRole {
  const path = role.Path ?? "/";
  const name = role.RoleName ?? "";
  // A role that was created a moment ago may show its unique id in place of the ARN.
  const arn = role.Arn?.startsWith("arn:") ? role.Arn : roleArn({ ...binding, path, name });
  return {
    arn,
    accountId: binding.accountId,
    partition: binding.partition,
    name,
    path,
    roleId: role.RoleId ?? "",
    description: "Description" in role ? (role.Description ?? null) : null,
    createdAt: role.CreateDate?.toISOString() ?? null,
    trustPolicy: decodePolicy(role.AssumeRolePolicyDocument ?? ""),
    tags: null,
    inlinePolicies: null,
    attachedPolicies: null,
    boundary: undefined,
    lastUsedAt: role.RoleLastUsed?.LastUsedDate?.toISOString() ?? null,
  };
}

/** ARN → decoded text of the default version. */
export type PolicyDocuments = ReadonlyMap<string, string>;

const noDocuments: PolicyDocuments = new Map();

export function mapPolicyDocuments(policies: readonly ManagedPolicyDetail[]): PolicyDocuments {
  const documents = new Map<string, string>();
  for (const policy of policies) {
    const version = policy.PolicyVersionList?.find(
      ({ IsDefaultVersion, VersionId }) => IsDefaultVersion === true || VersionId === policy.DefaultVersionId,
    );
    if (policy.Arn !== undefined && version?.Document !== undefined) {
      documents.set(policy.Arn, decodePolicy(version.Document));
    }
  }
  return documents;
}

export function mapAttached(
  attached: readonly AttachedPolicy[] | undefined,
  documents: PolicyDocuments,
): readonly ManagedPolicy[] {
  return (attached ?? []).map(({ PolicyName = "", PolicyArn = "" }) => ({
    name: PolicyName,
    arn: PolicyArn,
    document: documents.get(PolicyArn) ?? null,
  }));
}

export function mapBoundary(
  boundary: AttachedPermissionsBoundary | undefined,
  documents: PolicyDocuments,
): PermissionsBoundary | null {
  const arn = boundary?.PermissionsBoundaryArn;
  return arn === undefined ? null : { arn, document: documents.get(arn) ?? null };
}

/** The documents of its managed policies come beside it, on whichever page: see `withDocuments`. */
export function mapRoleDetail(detail: RoleDetail, binding: AccountBinding): AwsRole {
  const inline = (detail.RolePolicyList ?? []).map(
    ({ PolicyName = "", PolicyDocument = "" }): InlinePolicy => ({
      name: PolicyName,
      document: decodePolicy(PolicyDocument),
    }),
  );
  return {
    ...mapRole(detail, binding),
    tags: mapTags(detail.Tags),
    inlinePolicies: inline,
    attachedPolicies: mapAttached(detail.AttachedManagedPolicies, noDocuments),
    boundary: mapBoundary(detail.PermissionsBoundary, noDocuments),
  };
}

export function withDocuments(role: AwsRole, documents: PolicyDocuments): AwsRole {
  const documentOf = ({ arn }: { arn: string }) => documents.get(arn) ?? null;
  const { attachedPolicies, boundary } = role;
  return {
    ...role,
    attachedPolicies:
      attachedPolicies?.map((policy) => ({ ...policy, document: documentOf(policy) })) ?? null,
    boundary: boundary ? { ...boundary, document: documentOf(boundary) } : boundary,
  };
}
