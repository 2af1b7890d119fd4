import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { encodeFileName } from "#lib/domain/teleport/role-name.ts";
import { roleArnsTrait } from "#lib/domain/teleport/user.ts";
import { shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import { without } from "./same.ts";
import { nothingByHand, tctl, type HandSteps } from "./shell-script.ts";

type State = ResourceStates["teleport/user-access"];

/** On its own line: in a pipe the shell would not see it fail, and would go on with an empty list. */
function userLine(name: string): string {
  return `user=$(${shellLine(["tctl", "get", "--format=json", `user/${name}`])})`;
}

/**
 * tctl sets the whole list of roles: so the script asks for the list first, and changes only its part of it. The
 * names go to jq as arguments, never into its program.
 */
function roleLines(name: string, add: readonly string[], remove: readonly string[]): string {
  const program = '.[0].spec.roles - $ARGS.positional[$n:] | . + ($ARGS.positional[:$n] - .) | join(",")';
  const jq = [
    "jq",
    "--raw-output",
    "--argjson",
    "n",
    String(add.length),
    program,
    "--args",
    ...add,
    ...remove,
  ];
  return [
    userLine(name),
    `roles=$(printf '%s\\n' "$user" | ${shellLine(jq)})`,
    `${shellLine(["tctl", "users", "update", name])} --set-roles "$roles"`,
    "",
  ].join("\n");
}

/**
 * tctl has no option that empties a trait: then the user goes through jq whole, as it is but for that list. Secrets
 * are not in what tctl shows, and stay where they are.
 */
function emptyTraitLines(name: string): string {
  const program = `.[0] | del(.spec.traits.${roleArnsTrait})`;
  const fileName = `${encodeFileName(name)}.json`;
  return [
    userLine(name),
    `printf '%s\\n' "$user" | ${shellLine(["jq", program])} > ${shellQuote(fileName)}`,
    shellLine(["tctl", "create", "-f", fileName]),
    "",
  ].join("\n");
}

export function userAccessSteps(name: string, before: State, after: State): HandSteps {
  const add = without(after.roles, before.roles);
  const remove = without(before.roles, after.roles);
  const roles = add.length + remove.length === 0 ? "" : roleLines(name, add, remove);
  const changed =
    without(after.roleArns, before.roleArns).length + without(before.roleArns, after.roleArns).length;
  const arns =
    changed === 0
      ? ""
      : after.roleArns.length === 0
        ? emptyTraitLines(name)
        : tctl("users", "update", name, "--set-aws-role-arns", after.roleArns.join(","));
  const isTraitEmptied = changed > 0 && after.roleArns.length === 0;
  if (roles === "" && arns === "") return nothingByHand;
  return {
    summary: `Changes the access of the Teleport user ${name} (${roles === "" && !isTraitEmptied ? "with tctl" : "with tctl and jq"}); other roles stay. It counts from the next sign-in.`,
    shell: `${roles}${arns}`,
    documents: [],
  };
}
