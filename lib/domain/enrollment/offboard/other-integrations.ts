import { mayLetIn } from "#lib/domain/aws/trust/may-let-in.ts";
import { trustNamesRole } from "#lib/domain/aws/trust/unpatch.ts";
import { sharingRole } from "#lib/domain/teleport/shared-role.ts";
import type { Integration } from "#lib/domain/teleport/types.ts";
import { homeOf } from "../home.ts";
import { knownRoles } from "../known-roles.ts";
import { valueOr, type Observation } from "../observation.ts";
import { perObservation } from "../per-observation.ts";
import { integrationRolesOf, judgementsOf } from "../steps/trust/judgement.ts";

interface OtherRole {
  arn: string;
  roleId: string | null;
  ofAccount: boolean;
}

/** Other integrations that name this enrollment's own role. */
export function integrationsOfSameRole(o: Observation): readonly Integration[] {
  const { integrationRoleArn } = homeOf(o);
  return sharingRole(valueOr(o.integrations, []), { integration: o.integrationName, integrationRoleArn });
}

/**
 * Integration roles of others: those that other integrations of the cluster name, be it this enrollment's own, and those
 * whose tags tell of other clusters.
 */
const otherIntegrationRoles: (o: Observation) => readonly OtherRole[] = perObservation((o) => {
  const { accountId, integrationRoleArn } = homeOf(o);
  const listed = valueOr(o.integrations, [])
    .filter(({ name }) => name !== o.integrationName)
    .map(({ roleArn }) => roleArn);
  const tagged = [...judgementsOf(o).values()]
    .filter(({ classification }) => classification.neverBecause?.code === "integration-role")
    .map(({ role }) => role.arn);
  const ofAccount = new Set([...integrationRolesOf(o, accountId), ...tagged]);
  const ids = new Map(valueOr(knownRoles(o), null)?.roles.map(({ arn, roleId }) => [arn, roleId]));
  return [...new Set([...listed, ...tagged])]
    .filter((arn) => arn !== "" && (arn !== integrationRoleArn || listed.includes(arn)))
    .map((arn) => ({ arn, roleId: ids.get(arn) ?? null, ofAccount: ofAccount.has(arn) }));
});

/** Whether the account has one, as far as Teleport lists them. */
export function hasOtherIntegrations(o: Observation): boolean {
  return otherIntegrationRoles(o).some(({ ofAccount }) => ofAccount);
}

/** Those of them that a trust policy names, and those of the account that it may let in without naming them. */
export function othersLetInBy(o: Observation, trustPolicy: string): readonly string[] {
  return otherIntegrationRoles(o)
    .filter((role) => trustNamesRole(trustPolicy, role) || (role.ofAccount && mayLetIn(trustPolicy, role)))
    .map(({ arn }) => arn);
}
