import { assess, rolesOf, type RoleAssessment } from "./assess.ts";
import type { EffectiveRole } from "./effective-role.ts";
import { isShownOn } from "./shown-arns.ts";
import type { AccessApp, AccessInput, AppAccess, GrantedArn, UnknownReason } from "./types.ts";

/**
 * Which AWS apps a user sees and which role ARNs each tile offers, by Teleport's rules. Apps that the user certainly
 * does not see are left out; what depends on something that can't be evaluated here is named under `unknown`.
 */
export function evaluateAccess(input: AccessInput): AppAccess[] {
  const roles = rolesOf(input.user, input.roles);
  return input.apps.flatMap((app) => {
    const access = accessTo(app, roles);
    return access === null ? [] : [access];
  });
}

function accessTo(app: AccessApp, roles: readonly EffectiveRole[]): AppAccess | null {
  const assessments = assess(roles, app);
  // Deny is greedy: labels alone refuse the whole app, whatever ARNs the role denies.
  if (assessments.some(({ deny }) => deny.verdict === "yes")) return null;
  const matching = assessments.filter(({ allow }) => allow.verdict === "yes");
  const perhaps = assessments.filter(({ allow }) => allow.verdict === "unknown");
  if (matching.length === 0 && perhaps.length === 0) return null;

  const candidates = candidateArns(app, roles, matching, perhaps);
  const denials = unknownDenials(assessments, candidates);
  const isCertain = matching.length > 0;
  const grants = [
    ...perhaps.flatMap((assessment) => unknownGrants(assessment, candidates, isCertain)),
    ...matching.flatMap(({ role }) => unreadableArns(role)),
  ];
  const mayBeDenied = assessments.some(({ deny }) => deny.verdict === "unknown");
  return {
    app: app.name,
    listed: isCertain && !mayBeDenied ? "yes" : "unknown",
    roleArns: denials.length > 0 ? [] : certainArns(candidates),
    unknown: [...denials, ...grants],
  };
}

/** By ARN: the first role that certainly grants it, and all that perhaps do. */
type Candidates = Map<string, { certain: string | null; perhaps: string[] }>;

function candidateArns(
  app: AccessApp,
  roles: readonly EffectiveRole[],
  matching: readonly RoleAssessment[],
  perhaps: readonly RoleAssessment[],
): Candidates {
  const denied = new Set(roles.flatMap(({ deny }) => deny.arns));
  const candidates: Candidates = new Map();
  const grantsOf = ({ role }: RoleAssessment) =>
    role.allow.arns.filter((arn) => !denied.has(arn) && isShownOn(app, arn));
  for (const assessment of matching) {
    for (const arn of grantsOf(assessment)) {
      if (!candidates.has(arn)) candidates.set(arn, { certain: assessment.role.name, perhaps: [] });
    }
  }
  for (const assessment of perhaps) {
    for (const arn of grantsOf(assessment)) {
      const candidate = candidates.get(arn) ?? { certain: null, perhaps: [] };
      candidate.perhaps.push(assessment.role.name);
      candidates.set(arn, candidate);
    }
  }
  return candidates;
}

function certainArns(candidates: Candidates): GrantedArn[] {
  return [...candidates].flatMap(([arn, { certain }]) => (certain === null ? [] : [{ arn, via: certain }]));
}

function unknownDenials(assessments: readonly RoleAssessment[], candidates: Candidates): UnknownReason[] {
  const arns = [...candidates.keys()];
  return assessments.flatMap(({ role, deny }) => {
    const reasons: UnknownReason[] = [];
    if (deny.verdict === "unknown") {
      reasons.push({ what: deny.what, side: "deny", role: role.name, text: deny.text, arns });
    }
    if (arns.length > 0) {
      for (const text of role.deny.unreadable) {
        reasons.push({ what: "template", side: "deny", role: role.name, text, arns });
      }
    }
    return reasons;
  });
}

function unknownGrants(
  { role, allow }: RoleAssessment,
  candidates: Candidates,
  isListedAnyway: boolean,
): UnknownReason[] {
  if (allow.verdict !== "unknown") return [];
  const arns = [...candidates]
    .filter(([, via]) => via.certain === null && via.perhaps.includes(role.name))
    .map(([arn]) => arn);
  const unreadable = unreadableArns(role);
  // Where the role could add nothing to what is certain, nothing depends on it.
  if (isListedAnyway && arns.length === 0 && unreadable.length === 0) return [];
  return [{ what: allow.what, side: "allow", role: role.name, text: allow.text, arns }, ...unreadable];
}

function unreadableArns(role: EffectiveRole): UnknownReason[] {
  return role.allow.unreadable.map((text) => ({
    what: "template",
    side: "allow",
    role: role.name,
    text,
    arns: [],
  }));
}
