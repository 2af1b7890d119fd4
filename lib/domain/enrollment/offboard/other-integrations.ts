import { trustNamesRole } from "#lib/domain/aws/trust/unpatch.ts";
import { homeOf } from "../home.ts";
import { valueOr, type Observation } from "../observation.ts";
import { perObservation } from "../per-observation.ts";
import { judgementsOf } from "../steps/trust/judgement.ts";

/** Integration roles besides this enrollment's: those that Teleport lists, and those whose tags tell of other clusters. */
export const otherIntegrationRoles: (o: Observation) => readonly string[] = perObservation((o) => {
  const { integrationRoleArn } = homeOf(o);
  const listed = valueOr(o.integrations, []).map(({ roleArn }) => roleArn);
  const tagged = [...judgementsOf(o).values()]
    .filter(({ classification }) => classification.neverBecause?.code === "integration-role")
    .map(({ role }) => role.arn);
  return [...new Set([...listed, ...tagged])].filter((arn) => arn !== "" && arn !== integrationRoleArn);
});

/** Those of them that a trust policy names. */
export function othersNamedIn(o: Observation, trustPolicy: string): readonly string[] {
  return otherIntegrationRoles(o).filter((arn) => trustNamesRole(trustPolicy, { arn, roleId: null }));
}
