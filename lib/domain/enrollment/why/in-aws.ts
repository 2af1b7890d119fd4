import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import type { Check } from "../check.ts";
import { checkOf } from "../check-of.ts";
import { homeOf } from "../home.ts";
import { knownRoles } from "../known-roles.ts";
import type { Observation } from "../observation.ts";
import { integrationCheck, pingCheck } from "../steps/integration/checks.ts";
import { permissionsState } from "../steps/permissions/state.ts";
import { judgementsOf, type RoleJudgement } from "../steps/trust/judgement.ts";
import { roleChecks } from "../steps/trust/role-detail.ts";
import { roleWorkOf } from "../steps/trust/role-work.ts";

/** Between the two: the integration, that it answers, and that its role may assume others. */
export function betweenBoth(o: Observation, roleArn: string): readonly Check[] {
  const decides = (check: Check) => softened(check, judgementsOf(o).get(roleArn));
  return [integrationCheck(o), pingCheck(o), ...permissionsState(o).checks.map(decides)];
}

export function inAws(o: Observation, roleArn: string): readonly Check[] {
  const work = roleWorkOf(o).get(roleArn);
  const ofRole = work
    ? roleChecks(o, work).filter(({ id }) => id === "tag" || id === "trust" || id === "verdict")
    : [];
  return [
    existsCheck(o, roleArn),
    ...ofRole.map((check) => softened(check, work?.judgement)),
    {
      id: "scp",
      title: "Policies of the AWS organization",
      verdict: "off",
      evidence: "They can't be seen from this account; one of them may still refuse.",
      remedy: null,
      at: null,
    },
  ];
}

function existsCheck(o: Observation, roleArn: string): Check {
  const { accountId } = homeOf(o);
  const parsed = parseRoleArn(roleArn);
  const title = "The account has this role";
  if (judgementsOf(o).has(roleArn)) {
    return checkOf("exists", title, knownRoles(o), () => ({ verdict: "ok", evidence: roleArn }));
  }
  // Only a list of all roles tells that one is missing.
  return checkOf("exists", title, o.scan, () => {
    const elsewhere = parsed.ok && parsed.value.accountId !== accountId;
    return {
      verdict: "bad",
      evidence: elsewhere
        ? `It belongs to account ${parsed.value.accountId}, and this enrollment to ${accountId}.`
        : `Account ${accountId} has no role ${roleArn}.`,
      remedy: elsewhere ? "Ask in the enrollment of that account." : "Check the ARN, its path included.",
    };
  });
}

/** What AWS does not ask of this role, since another way in is open, is no cause. */
function softened(check: Check, judgement: RoleJudgement | undefined): Check {
  const open = judgement !== undefined && judgement.verdict.state !== "fails";
  return check.verdict === "bad" && open ? { ...check, verdict: "warn" } : check;
}
