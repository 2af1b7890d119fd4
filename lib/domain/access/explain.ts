import type { TeleportRole } from "#lib/domain/teleport/types.ts";

import { assess, rolesOf, type RoleAssessment } from "./assess.ts";
import * as fact from "./facts.ts";
import type { AccessFact } from "./facts.ts";
import { isShownOn } from "./shown-arns.ts";
import type { AccessApp, AccessUser } from "./types.ts";

export interface AccessQuestion {
  user: AccessUser;
  roles: readonly TeleportRole[];
  app: AccessApp;
  arn: string;
}

export interface AccessExplanation {
  /** Whether Teleport lets the user use the ARN on the app. */
  verdict: "granted" | "refused" | "unknown";
  /** Whether the app's tile certainly offers the ARN: granted, and not left out as another account's. */
  shown: boolean;
  /** What decides comes first. Never empty. */
  facts: readonly AccessFact[];
}

/** Why one user may or may not use one role ARN on one app: facts with words for people. */
export function explainAccess({ user, roles, app, arn }: AccessQuestion): AccessExplanation {
  const assessments = assess(rolesOf(user, roles), app);
  const denials = assessments.flatMap((assessment) => denialFacts(assessment, app, arn));
  const denyDoubts = assessments.flatMap((assessment) => denyDoubtFacts(assessment, app));
  const allowDoubts = assessments.flatMap((assessment) => allowDoubtFacts(assessment, app, arn));
  const grants = assessments
    .filter(({ role, allow }) => allow.verdict === "yes" && role.allow.arns.includes(arn))
    .map(({ role }) => fact.grants(role.name, app.name));

  if (denials.length > 0) return { verdict: "refused", shown: false, facts: denials };
  if (grants.length > 0 && denyDoubts.length > 0) {
    return { verdict: "unknown", shown: false, facts: [...denyDoubts, ...grants] };
  }
  if (grants.length > 0) {
    const shown = isShownOn(app, arn);
    return { verdict: "granted", shown, facts: shown ? grants : [fact.hidden(app, arn), ...grants] };
  }
  if (allowDoubts.length > 0) {
    return { verdict: "unknown", shown: false, facts: [...allowDoubts, ...denyDoubts] };
  }
  const facts = [
    ...assessments.flatMap((assessment) => nearMissFacts(assessment, app, arn)),
    ...missingRoles(user, roles),
  ];
  return { verdict: "refused", shown: false, facts: facts.length === 0 ? [fact.nothing(user.name)] : facts };
}

function denialFacts({ role, deny }: RoleAssessment, app: AccessApp, arn: string): AccessFact[] {
  const facts: AccessFact[] = [];
  if (deny.verdict === "yes") facts.push(fact.deniedByLabel(role.name, app.name));
  if (role.deny.arns.includes(arn)) facts.push(fact.deniedByArn(role.name));
  return facts;
}

function denyDoubtFacts({ role, deny }: RoleAssessment, app: AccessApp): AccessFact[] {
  const facts = role.deny.unreadable.map((template) => fact.unknownTemplate(role.name, "deny", template));
  return deny.verdict === "unknown"
    ? [fact.unknownMatch(role.name, app.name, "deny", deny), ...facts]
    : facts;
}

function allowDoubtFacts({ role, allow }: RoleAssessment, app: AccessApp, arn: string): AccessFact[] {
  if (allow.verdict === "no") return [];
  const isListed = role.allow.arns.includes(arn);
  const unreadable = isListed ? [] : role.allow.unreadable;
  if (!isListed && unreadable.length === 0) return [];
  const facts = unreadable.map((template) => fact.unknownTemplate(role.name, "allow", template));
  return allow.verdict === "unknown"
    ? [fact.unknownMatch(role.name, app.name, "allow", allow), ...facts]
    : facts;
}

function nearMissFacts(assessment: RoleAssessment, app: AccessApp, arn: string): AccessFact[] {
  const { role, allow } = assessment;
  if (allow.verdict === "yes") return fact.notListed(assessment, app.name);
  return allow.verdict === "no" && role.allow.arns.includes(arn)
    ? [fact.mismatch(role.name, app, allow)]
    : [];
}

function missingRoles(user: AccessUser, roles: readonly TeleportRole[]): AccessFact[] {
  const known = new Set(roles.map((role) => role.name));
  return [...new Set(user.roles)].filter((name) => !known.has(name)).map(fact.roleMissing);
}
