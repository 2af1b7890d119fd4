import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { integrationPrincipal, matchPrincipal } from "#lib/domain/aws/trust/integration-principal.ts";
import { readPolicyDocument } from "#lib/domain/aws/policy-document.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import type { TeleportRole } from "#lib/domain/teleport/types.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { perObservation } from "../../per-observation.ts";
import { judgementsOf, type RoleJudgement } from "../trust/judgement.ts";

/** The access roles of this enrollment: those that carry our label with its name. */
export function accessRolesOf(o: Observation): readonly TeleportRole[] {
  return valueOr(o.roles, []).filter((role) => enrollmentOf(role) === o.integrationName);
}

export function enrollmentOf({ labels }: TeleportRole): string | undefined {
  const name = Object.hasOwn(labels, enrollmentLabel) ? labels[enrollmentLabel] : undefined;
  return name === "" ? undefined : name;
}

/** By ARN, with the judgement where the account has the role. */
export type Targets = ReadonlyMap<string, RoleJudgement | null>;

/** Target roles: those that trust the integration role by name, or that an access role of the enrollment names. */
export const targetsOf: (o: Observation) => Targets = perObservation((o) => {
  const judgements = judgementsOf(o);
  const trusting = [...judgements.values()].filter(
    (judgement) => judgement.classification.offered && namesIntegrationRole(o, judgement),
  );
  const named = accessRolesOf(o).flatMap(({ allow }) => allow.awsRoleArns);
  const arns = [...trusting.map(({ role }) => role.arn), ...named.filter((arn) => parseRoleArn(arn).ok)];
  return new Map(arns.map((arn) => [arn, judgements.get(arn) ?? null]));
});

function namesIntegrationRole(o: Observation, { role }: RoleJudgement): boolean {
  const { integrationRoleArn } = homeOf(o);
  const roleId = valueOr(o.integrationRole, null)?.roleId ?? null;
  // Most documents name neither: only those that do are parsed.
  if (!role.trustPolicy.includes(integrationRoleArn) && !(roleId && role.trustPolicy.includes(roleId)))
    return false;
  const reading = readPolicyDocument(role.trustPolicy);
  const who = integrationPrincipal(integrationRoleArn, roleId);
  return (
    reading.ok &&
    reading.statements.some(
      (statement) => statement.effect === "Allow" && matchPrincipal(statement, who).vias.includes("role"),
    )
  );
}
