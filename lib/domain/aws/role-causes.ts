import type { IdentityDecision } from "./identity-policy.ts";
import type { TargetTagState } from "./tags.ts";
import { integrationTag } from "./tags.ts";
import type { TrustVerdict } from "./trust/verdict.ts";

export type RoleCauseCode =
  | "integration-role-missing"
  | "integration-role-unread"
  | "trust-unreadable"
  | "trust-denies"
  | "dead-principal"
  | "trust-condition-unmet"
  | "not-trusted"
  | "one-session-only"
  | "policy-denies"
  | "boundary-denies"
  | "boundary-leaves-out"
  | "boundary-unclear"
  | "tag-missing"
  | "tag-other-value"
  | "policy-missing"
  | "policies-unread"
  | "boundary-unread"
  | "tags-unread"
  | "condition-open";

/** The one thing that decides, what it means and what to do about it. */
export interface RoleCause {
  code: RoleCauseCode;
  words: string;
  remedy: string;
}

function cause(code: RoleCauseCode, words: string, remedy: string): RoleCause {
  return { code, words, remedy };
}

export const integrationRoleMissing = cause(
  "integration-role-missing",
  "The integration role does not exist.",
  "Create it in step 1.",
);

export const integrationRoleUnread = cause(
  "integration-role-unread",
  "The integration role could not be read.",
  "Give the app’s credentials iam:GetRole on it and read again.",
);

export const tagsUnread = cause(
  "tags-unread",
  "The role’s tags could not be read.",
  "Give the app’s credentials iam:ListRoleTags and read again.",
);

export const boundaryUnread = cause(
  "boundary-unread",
  "The integration role’s permissions boundary could not be read.",
  "Give the app’s credentials iam:GetRole, iam:GetPolicy and iam:GetPolicyVersion and read again.",
);

export function policiesUnread(names: readonly string[]): RoleCause {
  return cause(
    "policies-unread",
    `Not all policies of the integration role could be read (${names.join(", ")}): one of them may deny this.`,
    "Give the app’s credentials iam:GetRolePolicy, iam:ListAttachedRolePolicies, iam:GetPolicy and iam:GetPolicyVersion and read again.",
  );
}

export function oneSessionOnly(sessions: readonly string[]): RoleCause {
  return cause(
    "one-session-only",
    `The trust policy names single sessions of the integration role (${sessions.join(", ")}): it may work for those Teleport users, and for nobody else.`,
    "Add the trust relationship in step 3.",
  );
}

/** Null where the trust policy is no obstacle. */
export function trustCause(trust: TrustVerdict): RoleCause | null {
  if (trust.verdict === "unreadable")
    return cause(
      "trust-unreadable",
      `It can’t be judged: ${trust.summary}`,
      "Look at the role in the IAM console.",
    );
  if (trust.verdict === "denied")
    return cause(
      "trust-denies",
      `In the trust policy, ${trust.summary}.`,
      "Its owner must change that Deny: it wins over every Allow.",
    );
  if (trust.verdict !== "not-allowed") return null;
  if (trust.deadPrincipals.length > 0)
    return cause(
      "dead-principal",
      `The trust policy ${trust.summary}.`,
      "Take the mended document by hand, then add the trust relationship in step 3.",
    );
  if (trust.grantIsConditional)
    return cause(
      "trust-condition-unmet",
      `The trust policy lets the integration role in only under a condition that is not met (${trust.conditionKeys.join(", ")}).`,
      "Add the trust relationship in step 3, after asking the role’s owner: it would widen that grant.",
    );
  return cause(
    "not-trusted",
    `The trust policy does not trust the integration role: it ${trust.summary}.`,
    "Add the trust relationship in step 3.",
  );
}

function place(decision: IdentityDecision): string {
  const { deciding } = decision;
  return deciding ? `statement ${deciding.statementIndex + 1} of ${deciding.policy}` : "a policy";
}

export function policyDenies(decision: IdentityDecision): RoleCause {
  return cause(
    "policy-denies",
    `The integration role’s own policies deny it: ${place(decision)}.`,
    "Change or remove that Deny: it wins over every Allow.",
  );
}

export function boundaryCause(decision: IdentityDecision): RoleCause {
  return decision.decision === "deny"
    ? cause(
        "boundary-denies",
        `The integration role’s permissions boundary denies it: ${place(decision)}.`,
        "Change the boundary, or give the integration role another one.",
      )
    : cause(
        "boundary-leaves-out",
        "The integration role’s permissions boundary does not allow sts:AssumeRole on this role.",
        "Allow sts:AssumeRole in the boundary, or give the integration role another one.",
      );
}

export const boundaryUnclear = cause(
  "boundary-unclear",
  "The trust policy trusts everyone, and the integration role’s permissions boundary does not allow sts:AssumeRole on this role: AWS does not say whether the boundary still counts then.",
  "Allow sts:AssumeRole in the boundary, or give the integration role another one.",
);

/** Why the integration role's policies don't allow it: the tag, if with the right tag they would. */
export function policyCause(tag: TargetTagState, wouldAllowTagged: boolean): RoleCause {
  if (!wouldAllowTagged || tag.state === "true")
    return cause(
      "policy-missing",
      "No policy of the integration role allows sts:AssumeRole on this role.",
      "Add the policy AWSAppAccess in step 2.",
    );
  if (tag.state === "other")
    return cause(
      "tag-other-value",
      `The role’s tag ${integrationTag.key} says “${tag.foundValue ?? ""}”. It must say “true”.`,
      "Set the tag in step 3: values are case-sensitive.",
    );
  return cause("tag-missing", `The role has no tag ${integrationTag.key}.`, "Add the tag in step 3.");
}

export function conditionOpen(words: readonly string[]): RoleCause {
  return cause(
    "condition-open",
    `It depends on what can’t be known here: ${words.join("; ")}.`,
    "Accept the condition if you know that it is met, or add the trust relationship in step 3.",
  );
}
