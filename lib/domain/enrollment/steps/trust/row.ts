import { managerOf } from "#lib/domain/aws/managed-role.ts";
import { trustStatementSid } from "#lib/domain/aws/trust/sid.ts";
import type { Light } from "../../check.ts";
import { homeOf } from "../../home.ts";
import type { Observation } from "../../observation.ts";
import type { TrustRowView } from "../../views.ts";
import { isReady } from "./judgement.ts";
import { isSelectable, needsTrust, type RoleWork } from "./role-work.ts";

/** Of the statement that this enrollment gives its targets. */
export function ourSid(o: Observation): string {
  return trustStatementSid(homeOf(o).integrationRoleArn);
}

/** One line of the table. It carries no policy document: at 5,000 roles that would be megabytes. */
export function trustRow(work: RoleWork, ourSid: string): TrustRowView {
  const { role, verdict, classification } = work.judgement;
  const selectable = isSelectable(work);
  return {
    arn: role.arn,
    name: role.name,
    path: role.path,
    tag: lackOf(classification, verdict.tag),
    trust: lackOf(classification, verdict.trust),
    modifiable: modifiable(work),
    state: verdict.state,
    says: says(work),
    filter: filterOf(work, selectable),
    selectable,
    inSelectAll: selectable && classification.cautions.length === 0,
    cautions: classification.cautions,
    managedBy: managerOf(role)?.kind ?? null,
    needsTag: work.needsTag && work.obstacle === null,
    needsTrust: needsTrust(work) && work.obstacle === null,
    holdsOurs: role.trustPolicy.includes(ourSid),
  };
}

/** What a role lacks that is no target anyway is no fault. */
function lackOf({ offered }: RoleWork["judgement"]["classification"], light: Light): Light {
  return offered || light.state !== "bad" ? light : { ...light, state: "off" };
}

function modifiable({ judgement, obstacle }: RoleWork): Light {
  const { verdict, classification } = judgement;
  const { state } = verdict.modifiable;
  if (obstacle === null || state === "off" || state === "bad") return verdict.modifiable;
  return { state: classification.offered ? "bad" : "off", label: "no", words: obstacle };
}

function filterOf(work: RoleWork, selectable: boolean): TrustRowView["filter"] {
  if (selectable) return "needs-change";
  if (!work.judgement.classification.offered) return "cannot-change";
  if (isReady(work.judgement) || work.judgement.verdict.state === "ready-not-per-guide") return "ready";
  // The role itself is done; what is missing is the integration role's, in steps 1 and 2.
  return work.obstacle === null ? "needs-change" : "cannot-change";
}

function says(work: RoleWork): string {
  const { verdict, classification } = work.judgement;
  if (work.obstacle !== null) return work.obstacle;
  const [caution] = classification.cautions;
  if (isSelectable(work) && caution) return caution.words;
  if (verdict.state === "ready") return "tagged and trusted";
  if (needsTrust(work)) return verdict.trust.words;
  if (work.needsTag) return verdict.tag.words;
  return verdict.cause?.words ?? verdict.trust.words;
}
