import type { ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import { splitResourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { whetherThere } from "#lib/domain/text/aws-script.ts";
import { ifAsRead, say } from "#lib/domain/text/plan-guard.ts";
import { shellFile } from "#lib/domain/text/shell.ts";
import { policyLines, stateLines } from "./policy-by-hand.ts";
import { prettyPolicy } from "./pretty.ts";
import { roleOf } from "./role-arn-name.ts";
import { aws, nothingByHand, type HandSteps } from "./shell-script.ts";

type State = ResourceStates["aws/inline-policy"];

interface Target {
  what: string;
  fileName: string;
  options: { "role-name": string; "policy-name": string };
  /** Prints the document. */
  read: string;
}

function targetOf(id: string): Target {
  const [roleArn, policyName] = splitResourceId(id);
  const { name } = roleOf(roleArn);
  const options = { "role-name": name, "policy-name": policyName };
  return {
    what: `The policy ${policyName} of ${name}`,
    fileName: `policy-${name}-${policyName}.json`,
    options,
    read: aws("iam get-role-policy", { ...options, query: "PolicyDocument", output: "json" }),
  };
}

export function inlinePolicySteps(id: string, before: State | null, after: State | null): HandSteps {
  const target = targetOf(id);
  if (after === null) return before === null ? nothingByHand : removal(target, before.document);
  const { what, fileName, options, read } = target;
  const part: ByHandPart = {
    format: "json",
    title: `Inline policy ${options["policy-name"]} of ${options["role-name"]}`,
    fileName,
    content: `${prettyPolicy(after.document)}\n`,
  };
  const write = aws("iam put-role-policy", { ...options, "policy-document": `file://${fileName}` });
  return {
    summary: `Writes the inline policy ${options["policy-name"]} of the role ${options["role-name"]}, unless it changed since (with aws and jq).`,
    shell:
      before === null
        ? whereNone(target, part, write)
        : policyLines({ what, part, before: before.document, read, write }),
    documents: [part],
  };
}

const look = ({ what, options }: Target) => ({
  what,
  command: [
    "aws",
    "iam",
    "get-role-policy",
    "--role-name",
    options["role-name"],
    "--policy-name",
    options["policy-name"],
  ],
});

/** A new policy: one that is there by now is either the planned one already, or somebody else's. */
function whereNone(target: Target, part: ByHandPart, write: string): string {
  const none = '{"Version":"2012-10-17","Statement":[]}';
  const found = `${stateLines(part.fileName, none, part.fileName, target.read)}[ "$state" = as-planned ] || state=moved\n`;
  return [
    shellFile(part.fileName, part.content),
    whetherThere(look(target), found, "state=as-read\n"),
    ifAsRead(target.what, write),
  ].join("");
}

function removal(target: Target, before: string): HandSteps {
  const { what, fileName, options, read } = target;
  const base = fileName.replace(/\.json$/, "-before.json");
  return {
    summary: `Deletes the inline policy ${options["policy-name"]} of the role ${options["role-name"]}, unless it changed since (with aws and jq).`,
    shell: whetherThere(
      look(target),
      `${stateLines(fileName, before, base, read)}${ifAsRead(what, aws("iam delete-role-policy", options))}`,
      say(`${what} is gone already.`),
    ),
    documents: [],
  };
}
