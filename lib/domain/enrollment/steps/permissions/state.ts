import { appAccessPolicyName } from "#lib/domain/aws/inline-policy.ts";
import { evaluateAppAccess, type AppAccess } from "#lib/domain/aws/app-access.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Check } from "../../check.ts";
import { checkOf, type Finding } from "../../check-of.ts";
import type { Observation } from "../../observation.ts";
import type { StepState } from "../../step.ts";
import { stepState } from "../step-state.ts";

export function permissionsState(o: Observation): StepState {
  const checks = [statementCheck(o), denyCheck(o), boundaryCheck(o)];
  const waits = o.integrationRole.ok && o.integrationRole.value === null;
  return stepState("permissions", {
    checks,
    begun: hasPolicy(o),
    waitsFor: waits ? "It waits for the integration role: create it in step 1." : null,
    parts: [o.integrationRole],
    summary: waits ? "waits for the integration role" : summary(checks),
  });
}

function hasPolicy({ integrationRole }: Observation): boolean {
  const policies = integrationRole.ok ? integrationRole.value?.inlinePolicies : null;
  return policies?.some(({ name }) => name === appAccessPolicyName) ?? false;
}

function summary(checks: readonly Check[]): string {
  const bad = checks.find(({ verdict }) => verdict === "bad");
  if (bad?.id === "statement") return "policy missing";
  if (bad) return bad.id === "deny" ? "denied by a policy" : "denied by the boundary";
  return checks.some(({ verdict }) => verdict === "unknown") ? "not known" : "policy in place";
}

function onRole(
  o: Observation,
  id: string,
  title: string,
  judge: (access: AppAccess, role: AwsRole) => Finding,
): Check {
  return checkOf(id, title, o.integrationRole, (role) =>
    role
      ? judge(evaluateAppAccess(role), role)
      : { verdict: "bad", evidence: "The integration role does not exist yet.", remedy: "Do step 1 first." },
  );
}

export function statementCheck(o: Observation): Check {
  return onRole(o, "statement", "A policy holds the guide's statement", (access, role): Finding => {
    if (access.exact) return { verdict: "ok", evidence: `In ${access.by ?? "a policy"} of ${role.name}` };
    const unread = role.inlinePolicies === null;
    return {
      verdict: unread ? "unknown" : "bad",
      evidence: access.words,
      remedy: unread
        ? "Give the app's credentials iam:ListRolePolicies and iam:GetRolePolicy on the role, then read again."
        : "Apply this step: it adds the statement, others stay.",
    };
  });
}

function denyCheck(o: Observation): Check {
  return onRole(o, "deny", "Nothing denies it", ({ denies, words }, role): Finding => {
    switch (denies) {
      case "none":
        return { verdict: "ok", evidence: "No policy of the role denies sts:AssumeRole." };
      case "unknown":
        return {
          verdict: "unknown",
          evidence: "Not every policy of the role could be read; one of them may hold a Deny.",
          remedy: `Give the app's credentials ${readingActions(role)}, then read again.`,
        };
      case "some":
      case "all":
        return {
          verdict: "bad",
          evidence: words,
          remedy: "Change or remove that Deny: it wins over every Allow.",
        };
    }
  });
}

/** Which of the reads was refused. */
function readingActions({ inlinePolicies, attachedPolicies }: AwsRole): string {
  if (inlinePolicies === null) return "iam:ListRolePolicies and iam:GetRolePolicy on the role";
  if (attachedPolicies === null) return "iam:ListAttachedRolePolicies on the role";
  return "iam:GetPolicy and iam:GetPolicyVersion on its policies";
}

function boundaryCheck(o: Observation): Check {
  return onRole(
    o,
    "boundary",
    "The permissions boundary lets it through",
    ({ boundaryAllows }, role): Finding => {
      const arn = role.boundary?.arn ?? null;
      switch (boundaryAllows) {
        case "yes":
          return { verdict: "ok", evidence: arn ?? "The role has no permissions boundary." };
        case "no":
          return {
            verdict: "bad",
            evidence: `${arn ?? "The boundary"} does not allow sts:AssumeRole on tagged roles.`,
            remedy: "Allow it in the boundary, or give the role another one.",
          };
        case "unknown":
          return {
            verdict: "unknown",
            evidence: `${arn ?? "The boundary"} could not be read, or hangs on conditions.`,
            remedy: "Give the app's credentials iam:GetPolicy and iam:GetPolicyVersion, then read again.",
          };
      }
    },
  );
}
