import type { ByHand, ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import type { PlanScope } from "#lib/domain/enrollment/resource.ts";
import { accountGuard, scriptHeader as header } from "#lib/domain/text/aws-script.ts";
import { shellFile, shellLine } from "#lib/domain/text/shell.ts";

export { aws } from "#lib/domain/text/aws-script.ts";

/** What one change is by hand, before it becomes a script. */
export interface HandSteps {
  summary: string;
  /** Shell lines, each ending with a line break. */
  shell: string;
  /** Documents that the lines use, to look at or to download. */
  documents: readonly ByHandPart[];
}

export const nothingByHand: HandSteps = { summary: "Nothing is to be done.", shell: "", documents: [] };

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
