import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";
import { homeOf } from "../home.ts";
import { valueOr, type Observation } from "../observation.ts";
import type { AnyChange } from "../resource.ts";
import { enrollmentApp } from "../steps/app/enrollment-app.ts";
import { trustFacts } from "../trust-facts.ts";

/** The role that a change of its trust policy closes to the integration role; empty for every other change. */
export function loses(o: Observation, { resource, before, after }: AnyChange): readonly string[] {
  if (resource.kind !== "aws/role-trust" || resource.id === homeOf(o).integrationRoleArn) return [];
  if (before === null || after === null || !("document" in before && "document" in after)) return [];
  return isOpen(o, before.document) && !isOpen(o, after.document) ? [resource.id] : [];
}

function isOpen(o: Observation, trustPolicy: string): boolean {
  const { verdict } = evaluateTrust({
    ...trustFacts(o, trustPolicy),
    integrationRoleArn: homeOf(o).integrationRoleArn,
    integrationRoleId: valueOr(o.integrationRole, null)?.roleId ?? null,
    trustPolicy,
    externalId: enrollmentApp(o)?.externalId ?? null,
  });
  return verdict === "allowed" || verdict === "allowed-if";
}
