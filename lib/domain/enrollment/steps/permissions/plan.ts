import { evaluateAppAccess, type AppAccess } from "#lib/domain/aws/app-access.ts";
import { appAccessPolicyName, patchAppAccess, type AppAccessPatch } from "#lib/domain/aws/inline-policy.ts";
import { policySize } from "#lib/domain/aws/policy-document.ts";
import type { AwsRole, InlinePolicy } from "#lib/domain/aws/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { changeOf } from "../../change-of.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { resourceId } from "../../resource.ts";
import { awsRefusal } from "../aws-refusal.ts";
import { planned, refused } from "../plan-results.ts";
import type { StepPlan } from "../step-definition.ts";

const nothing = "A policy of the integration role holds the guide's statement; there is nothing to do.";

export function planPermissions(o: Observation): StepPlan {
  const refusal = awsRefusal(o, []);
  const role = valueOr(o.integrationRole, null);
  if (refusal || !role) return refusal ? refused(refusal) : planned(o, "permissions", [], nothing);
  const access = evaluateAppAccess(role);
  const obstacle = obstacleOf(role, access);
  if (obstacle) return refused(obstacle);
  if (access.exact) return planned(o, "permissions", [], nothing);
  if (role.inlinePolicies === null) return refused(policiesUnread(role));
  return patchPlan(o, role, role.inlinePolicies);
}

/** What this step can't mend; null where it can do its part. */
function obstacleOf(role: AwsRole, access: AppAccess): Problem | null {
  const isDenied = access.denies === "all" || (access.exact && access.denies === "some");
  if (!isDenied && !(access.exact && access.boundaryAllows === "no")) return null;
  return {
    code: "aws-conflict",
    what: "The integration role is denied what this step allows.",
    why: `${access.words} A Deny, and a boundary that leaves it out, win over every Allow.`,
    remedy: "Change that policy or boundary in IAM first, then read again.",
    evidence: role.arn,
  };
}

function policiesUnread(role: AwsRole): Problem {
  return {
    code: "aws-access-denied",
    what: "The inline policies of the integration role could not be read.",
    why: `Without them a policy ${appAccessPolicyName} of somebody else's making would be overwritten.`,
    remedy:
      "Give the app's credentials iam:ListRolePolicies and iam:GetRolePolicy on the role, then read again.",
    evidence: role.arn,
  };
}

function patchPlan(o: Observation, role: AwsRole, policies: readonly InlinePolicy[]): StepPlan {
  const existing = policies.find(({ name }) => name === appAccessPolicyName)?.document ?? null;
  const patch = patchAppAccess(existing, sizeElsewhere(policies));
  if (patch.kind === "blocked") return refused(blockedPolicy(role, patch));
  const change = changeOf("aws/inline-policy", resourceId(role.arn, appAccessPolicyName), {
    before: existing === null ? null : { document: existing },
    after: { document: patch.document },
    why:
      existing === null
        ? "The integration role must be allowed to assume tagged roles."
        : "One statement is added, so that the integration role may assume tagged roles; the others stay.",
  });
  return planned(o, "permissions", patch.kind === "none" ? [] : [change], nothing);
}

type Blocked = Extract<AppAccessPatch, { kind: "blocked" }>;

function blockedPolicy(role: AwsRole, { reason, words }: Blocked): Problem {
  return {
    code: reason === "too-long" ? "aws-quota" : "aws-malformed-policy",
    what: `The policy ${appAccessPolicyName} of ${role.name} can't be extended.`,
    why: words,
    remedy: "Mend it in IAM, then read again.",
    evidence: role.arn,
  };
}

function sizeElsewhere(policies: readonly InlinePolicy[]): number {
  return policies
    .filter(({ name }) => name !== appAccessPolicyName)
    .reduce((total, { document }) => total + policySize(document), 0);
}
