import { appAccessDocument, appAccessPolicyName } from "#lib/domain/aws/inline-policy.ts";
import { integrationTag } from "#lib/domain/aws/tags.ts";
import { trustStatement } from "#lib/domain/aws/trust/own-statement.ts";
import type { ByHand } from "#lib/domain/enrollment/by-hand.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { resourceId, type AnyChange, type PlanScope, type StepId } from "#lib/domain/enrollment/resource.ts";
import { planScope } from "#lib/domain/enrollment/scope.ts";
import { firstStepUnseen, unreadAccount } from "#lib/domain/enrollment/steps/unread-account.ts";
import { shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import { byHandOf } from "./by-hand.ts";
import { roleOf } from "./role-arn-name.ts";
import { bodyOf, script, type HandSteps } from "./shell-script.ts";

/*
 * The first three steps for an account that the app can't read. Whoever runs the scripts can: so they look before each
 * write, and leave alone what is there.
 */

export function unseenByHand(o: Observation, step: StepId): ByHand | null {
  const isKnown = o.cluster.ok && o.integration.ok && (o.integration.value ?? o.draft) !== null;
  if (!isKnown || unreadAccount(o) === null) return null;
  const scope = planScope(o);
  switch (step) {
    case "integration":
      return integrationByHand(scope, firstStepUnseen(o));
    case "permissions":
      return permissionsByHand(scope);
    case "trust":
      return trustByHand(scope);
    default:
      return null;
  }
}

function integrationByHand(scope: PlanScope, changes: readonly AnyChange[]): ByHand | null {
  if (changes.length === 0) return null;
  return unseenScript(scope, "integration", {
    summary:
      "Makes what step 1 needs, with credentials of this account. What exists already is left as it is, and named: compare it with the documents here.",
    ...joined(scope, changes),
  });
}

function permissionsByHand(scope: PlanScope): ByHand {
  const id = resourceId(scope.integrationRoleArn, appAccessPolicyName);
  const change = changeOf("aws/inline-policy", id, {
    before: null,
    after: { document: appAccessDocument },
    why: "The integration role must be allowed to assume tagged roles.",
  });
  return unseenScript(scope, "permissions", {
    summary: `Puts the policy ${appAccessPolicyName} on the integration role, with credentials of this account, unless it has one of that name: then add the statement to it.`,
    ...joined(scope, [change]),
  });
}

function unseenScript(scope: PlanScope, step: string, steps: HandSteps): ByHand {
  return script(scope, `${scope.integration}-${step}.sh`, "Commands", true, steps);
}

function joined(scope: PlanScope, changes: readonly AnyChange[]): Pick<HandSteps, "shell" | "documents"> {
  const all = changes.map((change) => ({ change, parts: byHandOf(scope, change).parts }));
  return {
    shell: all
      .map(({ change, parts }) => {
        const lines = parts.flatMap((part) => (part.format === "shell" ? bodyOf(scope, part.content) : []));
        return unlessThere(change, lines.join(""));
      })
      .join(""),
    documents: all.flatMap(({ parts }) => parts.filter(({ format }) => format !== "shell")),
  };
}

/** Teleport's part was read: it is made only where it misses. */
function unlessThere(change: AnyChange, lines: string): string {
  const question = questionOf(change);
  if (question === null) return lines;
  const found = shellQuote(`${question.what} exists already: it was left as it is.`);
  return `if ${shellLine(question.command)} > /dev/null 2>&1; then\n  echo ${found} >&2\nelse\n${lines}fi\n`;
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
      const { name } = roleOf(id.split("#")[0] ?? "");
      return {
        what: `A policy ${appAccessPolicyName} of ${name}`,
        command: ["aws", "iam", "get-role-policy", "--role-name", name, "--policy-name", appAccessPolicyName],
      };
    }
    default:
      return null;
  }
}

/** Our statement takes the place of an older one of ours, else it comes last; no other part of the policy changes. */
const patch =
  "([.Statement] | flatten) as $all | .Statement = (if any($all[]; .Sid == $ours.Sid) then [$all[] | if .Sid == $ours.Sid then $ours else . end] else $all + [$ours] end)";

function trustByHand(scope: PlanScope): ByHand {
  const { name } = roleOf(scope.integrationRoleArn);
  const fileName = `${scope.integration}-trust.sh`;
  const tags = JSON.stringify([{ Key: integrationTag.key, Value: integrationTag.value }]);
  const shell = `if [ "$#" -eq 0 ]; then
  echo ${shellQuote(`Name the roles that people may assume: sh ${fileName} ROLE…`)} >&2
  exit 1
fi
ours=${shellQuote(JSON.stringify(trustStatement(scope.integrationRoleArn)))}
for role in "$@"; do
  if [ "$role" = ${shellQuote(name)} ]; then
    echo "The integration role itself can't be one of them." >&2
    exit 1
  fi
  aws iam get-role --role-name "$role" --query Role.AssumeRolePolicyDocument --output json > "trust-$role-before.json"
  jq --argjson ours "$ours" ${shellQuote(patch)} "trust-$role-before.json" > "trust-$role.json"
  aws iam tag-role --role-name "$role" --tags ${shellQuote(tags)}
  aws iam update-assume-role-policy --role-name "$role" --policy-document "file://trust-$role.json"
done
`;
  return unseenScript(scope, "trust", {
    summary: `Adds the tag and our statement to each role that you name (sh ${fileName} ROLE…), with aws and jq and credentials of this account. Other statements stay; trust-ROLE-before.json keeps what was there.`,
    shell,
    documents: [],
  });
}
