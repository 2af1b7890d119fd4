import { policySize } from "#lib/domain/aws/policy-document.ts";
import { knownRoles } from "../../known-roles.ts";
import type { Check, Light } from "../../check.ts";
import type { Observation } from "../../observation.ts";
import type { RoleDetailView } from "../../views.ts";
import { trustFacts } from "../../trust-facts.ts";
import { statementCheck } from "../permissions/state.ts";
import { acceptanceOf } from "./judgement.ts";
import { ownerSnippet } from "./owner-snippet.ts";
import { roleWorkOf, type RoleWork } from "./role-work.ts";
import { ourSid, trustRow } from "./row.ts";

/**
 * One role in full; null where the account has no such role. Diffs and the way by hand are rendered by the resources,
 * which whoever shows the role adds.
 */
export function roleDetailView(
  o: Observation,
  roleArn: string,
  history: RoleDetailView["history"] = { entries: [], older: null, before: null },
): RoleDetailView | null {
  const work = roleWorkOf(o).get(roleArn);
  if (!work) return null;
  const { verdict } = work.judgement;
  return {
    row: trustRow(work, ourSid(o)),
    diffs: [],
    sizeNote: sizeNote(o, work),
    blocked: blocked(work),
    checks: roleChecks(o, work),
    byHand: null,
    ownerSnippet: ownerSnippet(o, work.judgement.role),
    conditions: verdict.conditions.map((condition) => {
      const known = acceptanceOf(o, roleArn, condition);
      return { ...condition, accepted: known && { by: known.by, at: known.at } };
    }),
    history,
  };
}

function sizeNote(o: Observation, { patch, judgement }: RoleWork): string | null {
  const { trustPolicy } = judgement.role;
  const { sizeQuota } = trustFacts(o, trustPolicy);
  if (patch.kind === "blocked") return null;
  return patch.kind === "none"
    ? `${thousands(policySize(trustPolicy))} of ${thousands(sizeQuota)} characters`
    : `${thousands(patch.sizeAfter)} of ${thousands(sizeQuota)} characters afterwards`;
}

function thousands(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function blocked({ obstacle, patch }: RoleWork): RoleDetailView["blocked"] {
  if (obstacle === null) return null;
  return { words: obstacle, mendedDocument: patch.kind === "blocked" ? (patch.mended ?? null) : null };
}

/** Why the role is or is not ready, from the role outwards; the verdict itself is a prediction, and says so. */
export function roleChecks(o: Observation, { judgement }: RoleWork): readonly Check[] {
  const { verdict } = judgement;
  const ofLight = (id: string, title: string, light: Light, remedy: string | null): Check => ({
    id,
    title,
    verdict: light.state,
    evidence: light.words,
    remedy: light.state === "ok" ? null : remedy,
    at: knownRoles(o).at,
  });
  return [
    ofLight("tag", "The tag teleport.dev/integration is true", verdict.tag, "Add the tag in step 3."),
    ofLight(
      "trust",
      "Its trust policy lets the integration role in",
      verdict.trust,
      verdict.cause?.remedy ?? "Add the trust relationship in step 3.",
    ),
    ofLight("modifiable", "It can be changed, and stays so", verdict.modifiable, null),
    statementCheck(o),
    {
      id: "verdict",
      title: "People can assume it through Teleport",
      verdict: verdictOf[verdict.state],
      evidence: `${verdict.cause?.words ?? "Trust, policies, tag and boundary agree."} ${prediction}`,
      remedy: verdict.cause?.remedy ?? null,
      at: knownRoles(o).at,
    },
  ];
}

export const prediction =
  "This is a prediction: only Teleport can assume a role through the integration, and it does so for a launch alone.";

const verdictOf = {
  ready: "ok",
  "ready-if": "ok",
  "ready-not-per-guide": "warn",
  fails: "bad",
  unknown: "unknown",
} as const satisfies Record<RoleWork["judgement"]["verdict"]["state"], Check["verdict"]>;
