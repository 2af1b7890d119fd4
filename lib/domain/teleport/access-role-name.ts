import { accountOfRoleArn } from "#lib/domain/access/shown-arns.ts";

import { accountLabel, enrollmentLabel } from "./labels.ts";
import { encodeRoleName } from "./role-name.ts";
import type { LabelSelectors, TeleportRole } from "./types.ts";

export interface AccessRoleQuestion {
  /** Name of the IAM role, without path. */
  roleName: string;
  accountId: string;
  /** Name of the enrollment's integration. */
  integration: string;
  existing: readonly TeleportRole[];
}

/**
 * `free`: no such role. `ours`: this enrollment's. `foreign`: fits, but was not made by us; it may be adopted on consent.
 * `taken`: both possible names belong to roles that serve something else; nothing can be written under them.
 */
export type AccessRoleName =
  | { state: "free"; name: string }
  | { state: "ours" | "foreign" | "taken"; name: string; role: TeleportRole };

/**
 * Name of the access role for an IAM role: the guide's `aws_access_<role>` when it is free or already holds exactly this
 * account, else `aws_access_<account id>_<role>`. Never one role for two accounts or for two enrollments.
 */
export function accessRoleName(question: AccessRoleQuestion): AccessRoleName {
  const [byGuide, byAccount] = possibleAccessRoleNames(question);
  const first = nameState(byGuide, question);
  return first.state === "taken" ? nameState(byAccount, question) : first;
}

/** The only names that the access role for an IAM role can get, the guide's first. */
export function possibleAccessRoleNames({
  roleName,
  accountId,
}: Pick<AccessRoleQuestion, "roleName" | "accountId">): readonly [string, string] {
  const encoded = encodeRoleName(roleName);
  return [`aws_access_${encoded}`, `aws_access_${accountId}_${encoded}`];
}

function nameState(name: string, { accountId, integration, existing }: AccessRoleQuestion): AccessRoleName {
  const role = existing.find((candidate) => candidate.name === name);
  if (role === undefined) return { state: "free", name };
  if (!holdsExactlyAccount(role, accountId)) return { state: "taken", name, role };
  const enrollment = Object.hasOwn(role.labels, enrollmentLabel) ? role.labels[enrollmentLabel] : undefined;
  if (enrollment === undefined) return { state: "foreign", name, role };
  return { state: enrollment === integration ? "ours" : "taken", name, role };
}

/** Whether a role gives access to role ARNs of this account and to nothing else. */
export function holdsExactlyAccount(role: TeleportRole, accountId: string): boolean {
  const { allow, deny } = role;
  return (
    isBoundTo(role, accountId) &&
    allow.appLabelsExpression === "" &&
    deny.appLabelsExpression === "" &&
    deny.awsRoleArns.length === 0 &&
    Object.keys(deny.appLabels).length === 0
  );
}

/** Whether its holders gain nothing beyond ARNs of this account, on apps of this account; others may have narrowed it. */
export function isBoundTo({ allow, grantsMore }: TeleportRole, accountId: string): boolean {
  return (
    !grantsMore && accountOfSelectors(allow.appLabels) === accountId && areOf(accountId, allow.awsRoleArns)
  );
}

/**
 * The one account whose apps these labels can match; null where there is none, or more than one. Further keys only
 * narrow, but for two: `*` makes Teleport match every app, whatever stands beside it, and a template can become `*` or
 * the account's key with another value.
 */
export function accountOfSelectors(selectors: LabelSelectors): string | null {
  if (Object.keys(selectors).some((key) => key === "*" || key.includes("{{"))) return null;
  const accounts = Object.hasOwn(selectors, accountLabel) ? selectors[accountLabel] : undefined;
  const [account = ""] = accounts ?? [];
  return accounts?.length === 1 && /^\d{12}$/.test(account) ? account : null;
}

/** Whether all of them are plain ARNs of roles of this account. */
export function areOf(accountId: string, arns: readonly string[]): boolean {
  return arns.every((arn) => accountOfRoleArn(arn) === accountId && !arn.includes("{{"));
}
