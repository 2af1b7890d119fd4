import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { knownRoles } from "../known-roles.ts";
import { valueOr, shownAccount, type Observation, type ShownAccount } from "../observation.ts";
import { shellView } from "../shell-view.ts";
import { peopleOf } from "../steps/access/people.ts";
import { targetsOf } from "../steps/access/targets.ts";
import type { WhyAnswer } from "./answer.ts";
import { why } from "./why.ts";

export interface WhyView {
  integration: string;
  account: ShownAccount;
  readAt: string;
  /** Names to choose from, the first few hundred; others can be typed. */
  people: readonly string[];
  roles: readonly { arn: string; name: string }[];
  /** As they were given, for the form. */
  given: { user: string; role: string };
  errors: { user: string | null; role: string | null };
  /** null: the question is not whole yet. */
  asked: { user: string; roleArn: string; roleName: string; answer: WhyAnswer } | null;
}

const choicesAtMost = 300;

/** A role by its ARN or by its name, which IAM compares without case. */
export function findRole(o: Observation, given: string): { arn: string } | { problem: string } {
  if (parseRoleArn(given).ok) return { arn: given };
  const wanted = given.toLowerCase();
  const roles = valueOr(knownRoles(o), null)?.roles ?? [];
  const arns = new Set([
    ...roles.filter(({ name }) => name.toLowerCase() === wanted).map(({ arn }) => arn),
    ...[...targetsOf(o).keys()].filter((arn) => nameOf(arn).toLowerCase() === wanted),
  ]);
  const [arn, other] = arns;
  if (arn === undefined) {
    const none = o.scan.ok
      ? "The account has no role of that name."
      : "No role that could be read has that name.";
    return { problem: `${none} An ARN works, too.` };
  }
  return other === undefined ? { arn } : { problem: "Several ARNs end in that name: give the whole ARN." };
}

/** `locked` as the cluster says of the chosen user; it is not asked where nobody is chosen. */
export function whyView(
  o: Observation,
  given: { user: string; role: string },
  locked: boolean | null,
): WhyView {
  const user = given.user.trim();
  const role = given.role.trim();
  const found = role === "" ? null : findRole(o, role);
  const roleArn = found !== null && "arn" in found ? found.arn : null;
  return {
    integration: o.integrationName,
    account: shownAccount(o.profile),
    readAt: shellView(o, null).readAt,
    people: peopleOf(o)
      .slice(0, choicesAtMost)
      .map(({ name }) => name),
    roles: [...targetsOf(o).keys()].slice(0, choicesAtMost).map((arn) => ({ arn, name: nameOf(arn) })),
    given: { user, role },
    errors: {
      user: user === "" && role !== "" ? "Whose access? Give a Teleport user name." : null,
      role:
        found !== null && "problem" in found
          ? found.problem
          : role === "" && user !== ""
            ? "Which role? Give its name or ARN."
            : null,
    },
    asked:
      user !== "" && roleArn !== null
        ? { user, roleArn, roleName: nameOf(roleArn), answer: why(o, { userName: user, roleArn, locked }) }
        : null,
  };
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
