import type { ByHand, ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import type { PlanScope } from "#lib/domain/enrollment/resource.ts";
import { shellFile, shellLine, shellQuote } from "#lib/domain/text/shell.ts";

/** What one change is by hand, before it becomes a script. */
export interface HandSteps {
  summary: string;
  /** Shell lines, each ending with a line break. */
  shell: string;
  /** Documents that the lines use, to look at or to download. */
  documents: readonly ByHandPart[];
}

export const nothingByHand: HandSteps = { summary: "Nothing is to be done.", shell: "", documents: [] };

const header =
  "#!/bin/sh\n# Save this as a file and run it with sh: it ends at the first command that fails.\nset -eu\n";

/** Credentials of the wrong account would find roles of the same names: the script asks first. */
export function accountGuard({ accountId }: PlanScope): string {
  return [
    "export AWS_PAGER=''",
    "account=$(aws sts get-caller-identity --query Account --output text)",
    `if [ "$account" != ${shellQuote(accountId)} ]; then`,
    `  echo "These credentials belong to account $account, not to ${accountId}. Nothing was changed." >&2`,
    "  exit 1",
    "fi",
    "",
  ].join("\n");
}

/** Options in their order; one without values is left out. */
export function aws(command: string, options: Readonly<Record<string, string | readonly string[]>>): string {
  const words = Object.entries(options).flatMap(([name, value]) => {
    const values = typeof value === "string" ? [value] : value;
    return values.length === 0 ? [] : [`--${name}`, ...values];
  });
  return `${shellLine(["aws", ...command.split(" "), ...words])}\n`;
}

export function tctl(...args: readonly string[]): string {
  return `${shellLine(["tctl", ...args])}\n`;
}

export function withFile(name: string, content: string, line: string): string {
  return `${shellFile(name, content)}${line}`;
}

/** One script with its documents. */
export function script(
  scope: PlanScope,
  fileName: string,
  title: string,
  isAws: boolean,
  steps: HandSteps,
): ByHand {
  const shell: ByHandPart = {
    format: "shell",
    title,
    fileName,
    content: `${header}${isAws ? accountGuard(scope) : ""}${steps.shell}`,
  };
  return {
    summary: steps.summary,
    parts: steps.shell === "" ? steps.documents : [shell, ...steps.documents],
  };
}

/** The lines of a script made by `script`, without what every script begins with. */
export function bodyOf(scope: PlanScope, content: string): string {
  const body = content.startsWith(header) ? content.slice(header.length) : content;
  const guard = accountGuard(scope);
  return body.startsWith(guard) ? body.slice(guard.length) : body;
}
