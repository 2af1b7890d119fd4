import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { encodeFileName } from "#lib/domain/teleport/role-name.ts";
import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import { say } from "#lib/domain/text/plan-guard.ts";
import { shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import { without } from "#lib/domain/enrollment/same.ts";
import { nothingByHand, type HandSteps } from "./shell-script.ts";
import { writeOver } from "./tctl-steps.ts";

type State = ResourceStates["teleport/user-access"];

interface Difference {
  add: readonly string[];
  remove: readonly string[];
}

const differenceOf = (before: readonly string[], after: readonly string[]): Difference => ({
  add: without(after, before),
  remove: without(before, after),
});
const isNothing = ({ add, remove }: Difference) => add.length + remove.length === 0;

const trait = `.spec.traits.${roleArnsTrait}`;

/**
 * What the change adds and takes, put into the lists that are there now. Both at once: a user who is read again just
 * after a write may be the one of before. A trait without values goes.
 */
function programOf({ roles, arns }: { roles: Difference; arns: Difference }): string {
  return [
    "def merged($list): (. // []) - $list.remove | . + ($list.add - .); .",
    ...(isNothing(roles) ? [] : [".spec.roles |= merged($change.roles)"]),
    ...(isNothing(arns)
      ? []
      : [`${trait} |= merged($change.arns)`, `if ${trait} == [] then del(${trait}) else . end`]),
  ].join(" | ");
}

/**
 * tctl sets whole lists, and takes a comma in an ARN for the end of it: so the user goes through jq whole, read at that
 * moment. Names go to jq as arguments, never into its program. Secrets are not in what tctl shows, and stay where they are.
 */
export function userAccessSteps(name: string, before: State, after: State): HandSteps {
  const change = {
    roles: differenceOf(before.roles, after.roles),
    arns: differenceOf(before.roleArns, after.roleArns),
  };
  if (isNothing(change.roles) && isNothing(change.arns)) return nothingByHand;
  const reference = `user/${name}`;
  const base = `user-${encodeFileName(name)}`;
  const [read, now, file] = [`${base}-read.json`, `${base}-now.json`, `${base}.json`];
  const edit = shellLine(["jq", "--argjson", "change", JSON.stringify(change), programOf(change), now]);
  return {
    summary: `Changes the access of the Teleport user ${name} (with tctl and jq): other roles and ARNs stay. It counts from the next sign-in.`,
    shell: [
      `${shellLine(["tctl", "get", "--format=json", reference])} > ${shellQuote(read)}\n`,
      `${shellLine(["jq", ".[0]", read])} > ${shellQuote(now)}\n`,
      `${edit} > ${shellQuote(file)}\n`,
      `if ${shellLine(["cmp", "-s", now, file])}; then\n`,
      say(`The access of ${name} is as planned already: nothing was written to it.`),
      `else\n${writeOver({ what: `Teleport user ${name}`, reference, base }, read, file)}fi\n`,
    ].join(""),
    documents: [],
  };
}
