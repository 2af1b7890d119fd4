import { trustStatement } from "#lib/domain/aws/trust/own-statement.ts";
import { integrationTag } from "#lib/domain/aws/tags.ts";
import { accountGuard, aws, wholeScript } from "#lib/domain/text/aws-script.ts";
import { shellFile, shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import type { ByHand } from "../../by-hand.ts";
import { homeOf } from "../../home.ts";
import type { Observation } from "../../observation.ts";

/**
 * Tag and trust of a role that the app can't read. What its trust policy holds is not known here, so the script reads it
 * and adds one statement: all others stay.
 */
export function roleByHand(o: Observation, roleArn: string): ByHand {
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const statement = `${JSON.stringify(trustStatement(homeOf(o).integrationRoleArn), null, 2)}\n`;
  return {
    summary: `Adds the tag and one statement to ${name}, with credentials that may; what its trust policy holds already stays. It needs jq.`,
    parts: [
      {
        format: "shell",
        title: "Commands",
        fileName: `trust-${name}.sh`,
        content: script(homeOf(o).accountId, name, statement),
      },
      {
        format: "json",
        title: "Statement to add",
        fileName: "teleport-statement.json",
        content: statement,
      },
    ],
  };
}

/**
 * Run twice it stays one statement; one that stands without a list becomes a list. A statement that has our Sid and lets
 * others in stays, and IAM then refuses the whole: two of one Sid.
 */
const addStatement =
  '.Statement |= ((if type == "array" then . else [.] end | map(select(.Sid != $own[0].Sid or .Principal != $own[0].Principal))) + $own)';

function script(accountId: string, name: string, statement: string): string {
  const [before, after, own] = [`${name}-trust-before.json`, `${name}-trust.json`, "teleport-statement.json"];
  const read = shellLine(
    "aws iam get-role --query Role.AssumeRolePolicyDocument --output json --role-name"
      .split(" ")
      .concat(name),
  );
  const add = shellLine(["jq", "--slurpfile", "own", own, addStatement, before]);
  return wholeScript(
    accountGuard({ accountId }),
    shellFile(own, statement),
    `${read} > ${shellQuote(before)}\n`,
    `${add} > ${shellQuote(after)}\n`,
    aws("iam update-assume-role-policy", { "role-name": name, "policy-document": `file://${after}` }),
    aws("iam tag-role", {
      "role-name": name,
      tags: `Key=${integrationTag.key},Value=${integrationTag.value}`,
    }),
  );
}
