import { targetTagState } from "#lib/domain/aws/tags.ts";
import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";
import { trustStatementSid } from "#lib/domain/aws/trust/sid.ts";
import { homeOf } from "../../home.ts";
import type { Observation } from "../../observation.ts";
import { trustFacts } from "../../trust-facts.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";
import { integrationRolesOf, judgementsOf, type RoleJudgement } from "./judgement.ts";

export interface HalfDone {
  judgement: RoleJudgement;
  missing: "tag" | "trust";
}

/**
 * Targets with one half only: our statement without the tag, or the tag without a trust. The tag is shared by all
 * integrations of the account, so a role that trusts another one of them is no half-done target of ours.
 */
export function halfDoneRoles(o: Observation): HalfDone[] {
  const { integrationRoleArn } = homeOf(o);
  const sid = trustStatementSid(integrationRoleArn);
  const others = otherIntegrationRoles(o);
  return [...judgementsOf(o).values()].flatMap((judgement): HalfDone[] => {
    const { role, classification } = judgement;
    if (!classification.offered) return [];
    const tagged = targetTagState(role.tags).state;
    if (tagged === "unknown") return [];
    if (tagged !== "true") {
      const ours = role.trustPolicy.includes(sid) && trusts(o, judgement, integrationRoleArn);
      return ours ? [{ judgement, missing: "tag" }] : [];
    }
    const trusted = [integrationRoleArn, ...others].some((arn) => trusts(o, judgement, arn));
    return trusted ? [] : [{ judgement, missing: "trust" }];
  });
}

/** Also those of other clusters, which Teleport does not list and only their tags tell. */
function otherIntegrationRoles(o: Observation): string[] {
  const { accountId, integrationRoleArn } = homeOf(o);
  const seen = [...judgementsOf(o).values()]
    .filter(({ classification }) => classification.neverBecause?.code === "integration-role")
    .map(({ role }) => role.arn);
  return [...new Set([...integrationRolesOf(o, accountId), ...seen])].filter(
    (arn) => arn !== integrationRoleArn,
  );
}

function trusts(o: Observation, { role }: RoleJudgement, integrationRoleArn: string): boolean {
  const { verdict } = evaluateTrust({
    ...trustFacts(o, role.trustPolicy),
    integrationRoleArn,
    trustPolicy: role.trustPolicy,
    externalId: enrollmentApp(o)?.externalId ?? null,
  });
  return verdict === "allowed" || verdict === "allowed-if";
}
