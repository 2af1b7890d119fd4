import { isUnlistable, knownRoles } from "../../known-roles.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { perObservation } from "../../per-observation.ts";
import type { NamedRolesView, TrustRowView, TrustStepView } from "../../views.ts";
import { problemsOf } from "../step-state.ts";
import { roleByHand } from "./role-by-hand.ts";
import { integrationsOfSameRole } from "../../offboard/other-integrations.ts";
import { roleWorkOf } from "./role-work.ts";
import { ourSid, trustRow } from "./row.ts";

export const trustRowsOf: (o: Observation) => readonly TrustRowView[] = perObservation((o) =>
  [...roleWorkOf(o).values()].map((work) => trustRow(work, ourSid(o))).toSorted(byName),
);

export function trustStepView(o: Observation): TrustStepView {
  const rows = trustRowsOf(o);
  const count = (filter: TrustRowView["filter"]) => rows.filter((row) => row.filter === filter).length;
  const [problem = null] = problemsOf([knownRoles(o), o.integrationRole]);
  return {
    named: namedView(o),
    rows,
    counts: {
      total: rows.length,
      needsChange: count("needs-change"),
      ready: count("ready"),
      cannotChange: count("cannot-change"),
    },
    problem,
    source: sourceWords(o),
    sharedWith: integrationsOfSameRole(o).map(({ name }) => name),
  };
}

function namedView(o: Observation): NamedRolesView | null {
  if (!isUnlistable(o.scan)) return null;
  return {
    arns: o.named?.arns ?? [],
    unread: (o.named?.unread ?? []).map(({ arn, problem }) => ({
      arn,
      name: arn.slice(arn.lastIndexOf("/") + 1),
      problem,
      byHand: roleByHand(o, arn),
    })),
  };
}

function byName(a: TrustRowView, b: TrustRowView): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function sourceWords(o: Observation): string {
  const scan = valueOr(knownRoles(o), null);
  if (!scan) return "The roles were not read.";
  const calls = scan.calls === 1 ? "one request" : `${scan.calls} requests`;
  switch (scan.source) {
    case "account-authorization-details":
      return `Read at once with GetAccountAuthorizationDetails, in ${calls}.`;
    case "list-roles":
      return `Read with ListRoles and ListRoleTags, in ${calls}: policies of the roles are not known.`;
    case "single-reads":
      return "These are the roles that were named, each read alone; the account has others.";
  }
}
