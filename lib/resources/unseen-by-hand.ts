import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import { splitResourceId, type AnyChange, type PlanScope } from "#lib/domain/enrollment/resource.ts";
import { whetherThere } from "#lib/domain/text/aws-script.ts";
import { shellQuote } from "#lib/domain/text/shell.ts";
import { byHandOf } from "./by-hand.ts";
import { roleOf } from "./role-arn-name.ts";
import { bodyOf, script } from "./shell-script.ts";

/**
 * A step by hand in an account that the app can't read. Whoever runs the script can: so it looks before each write, and
 * leaves alone what is there. Where it can't look, it ends.
 */
export function unseenByHand(scope: PlanScope, step: string, changes: readonly AnyChange[]): ByHand {
  const all = changes.map((change) => ({ change, parts: byHandOf(scope, change).parts }));
  return script(scope, `${scope.integration}-${step}.sh`, "Commands", true, {
    summary:
      "With credentials of this account. What is there already is left as it is, and named: compare it with the documents here.",
    shell: all
      .map(({ change, parts }) => {
        const lines = parts.flatMap((part) => (part.format === "shell" ? bodyOf(scope, part.content) : []));
        return unlessThere(change, lines.join(""));
      })
      .join(""),
    documents: all.flatMap(({ parts }) => parts.filter(({ format }) => format !== "shell")),
  });
}

/** Teleport's part was read: it is made only where it misses. */
function unlessThere(change: AnyChange, lines: string): string {
  const question = questionOf(change);
  if (question === null) return lines;
  const found = shellQuote(`${question.what} exists already: it was left as it is.`);
  return whetherThere(question, `  echo ${found} >&2\n`, lines);
}

function questionOf({ resource }: AnyChange): { what: string; command: readonly string[] } | null {
  const { kind, id } = resource;
  switch (kind) {
    case "aws/oidc-provider":
      return {
        what: `The identity provider ${id}`,
        command: ["aws", "iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", id],
      };
    case "aws/role":
      return {
        what: `The role ${roleOf(id).name}`,
        command: ["aws", "iam", "get-role", "--role-name", roleOf(id).name],
      };
    case "aws/inline-policy": {
      const [roleArn, policyName] = splitResourceId(id);
      const { name } = roleOf(roleArn);
      return {
        what: `A policy ${policyName} of ${name}`,
        command: ["aws", "iam", "get-role-policy", "--role-name", name, "--policy-name", policyName],
      };
    }
    default:
      return null;
  }
}
