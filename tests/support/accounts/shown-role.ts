import type { AwsRole, ManagedPolicy } from "#lib/domain/aws/types.ts";
import { shownTrust } from "#lib/sandbox/aws/iam/trust-document.ts";
import { findPolicy, roleArn } from "#lib/sandbox/aws/store/directory.ts";
import type { Role } from "#lib/sandbox/aws/store/model.ts";
import type { View } from "#lib/sandbox/aws/store/store.ts";

function shownPolicy(view: View, arn: string): ManagedPolicy {
  const policy = findPolicy(view, arn);
  return { name: policy?.name ?? "", arn, document: policy?.versions[0]?.document ?? null };
}

/** What the app would read of the role. */
export function shownRole(view: View, role: Role): AwsRole {
  return {
    arn: roleArn(role),
    accountId: role.accountId,
    partition: "aws",
    name: role.name,
    path: role.path,
    roleId: role.id,
    description: null,
    createdAt: null,
    trustPolicy: shownTrust(role.trust, view),
    tags: role.tags,
    inlinePolicies: role.inlinePolicies,
    attachedPolicies: role.attachedPolicies.map((arn) => shownPolicy(view, arn)),
    boundary: role.boundary === null ? null : shownPolicy(view, role.boundary),
    lastUsedAt: null,
  };
}
