import type { AppAccess } from "#lib/domain/access/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { knownRoles } from "../../known-roles.ts";
import type { Observation } from "../../observation.ts";
import { roleStateWords } from "../../role-state-words.ts";
import { shellReadAt } from "../../shell-view.ts";
import { grantsOf, type Reach } from "../access/people.ts";
import { targetsOf } from "../access/targets.ts";
import { problemsOf } from "../step-state.ts";
import { judgementsOf } from "../trust/judgement.ts";
import { saysOf, stateOf } from "./view.ts";

type Row = readonly string[];

const heading: Row = [
  "Account ID",
  "Account name",
  "Role ARN",
  "Verdict (a prediction)",
  "Deciding cause",
  "Person",
  "Sign-in",
  "Can open it",
  "By Teleport role",
  "Read at",
];

export type AccessReview = { ok: true; rows: readonly Row[] } | { ok: false; problem: Problem };

/**
 * Who can open what, for whoever reviews access: a row for each role and person, and one for a role that nobody holds.
 * What could not be read would look like access that nobody has: then there is no such table.
 */
export function accessReview(o: Observation): AccessReview {
  const [problem] = problemsOf([o.apps, o.roles, o.users, knownRoles(o)]);
  if (problem) return { ok: false, problem };
  const holdings = grantsOf(o).flatMap(holdingsOf);
  const arns = new Set([...targetsOf(o).keys(), ...holdings.map(({ arn }) => arn)]);
  return { ok: true, rows: [heading, ...[...arns].toSorted().flatMap((arn) => rowsOf(o, arn, holdings))] };
}

interface Holding {
  user: Reach["user"];
  /** Empty: it could be any role. */
  arn: string;
  by: string;
  /** What can't be evaluated here, and decides; null: nothing. */
  depends: string | null;
}

function holdingsOf({ user, access }: Reach): Holding[] {
  const sure = (access?.roleArns ?? []).map(({ arn, via }) => ({ user, arn, by: via, depends: null }));
  const unsure = new Map<string, Holding>();
  for (const reason of access?.unknown ?? []) {
    for (const arn of reason.arns.length > 0 ? reason.arns : [""]) {
      if (sure.some((each) => each.arn === arn)) continue;
      unsure.set(arn, { user, arn, by: reason.role, depends: dependsOn(reason) });
    }
  }
  return [...sure, ...unsure.values()];
}

const unknownWords = {
  "label-expression": "label expression",
  "label-pattern": "label pattern",
  template: "template",
} as const;

function dependsOn({ what, role, text }: AppAccess["unknown"][number]): string {
  return `It depends on a ${unknownWords[what]} of the Teleport role ${role}, which can't be evaluated here: ${text}`;
}

function rowsOf(o: Observation, arn: string, holdings: readonly Holding[]): Row[] {
  const judgement = judgementsOf(o).get(arn) ?? null;
  const state = arn === "" ? "unknown" : stateOf(o, judgement);
  const says = arn === "" ? "Which roles it would give is not known." : saysOf(o, judgement);
  const role = [o.profile.accountId, o.profile.displayName, arn, roleStateWords[state]];
  const held = holdings.filter((holding) => holding.arn === arn);
  const at = shellReadAt(o);
  if (held.length === 0) return [[...role, says, "", "", "nobody", "", at]];
  return held.map(({ user, by, depends }) => [
    ...role,
    user.locked ? `${user.name} is locked in Teleport. ${says}` : (depends ?? says),
    user.name,
    user.sso ? "single sign-on" : "local",
    user.locked || state === "fails" ? "no" : depends !== null || state === "unknown" ? "unknown" : "yes",
    by,
    at,
  ]);
}
