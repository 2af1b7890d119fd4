import type { ByHand, ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import type { PlanScope } from "#lib/domain/enrollment/resource.ts";
import { accountGuard, linesOf, wholeScript } from "#lib/domain/text/aws-script.ts";
import { policyState } from "#lib/domain/text/policy-guard.ts";
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
    content: wholeScript(isAws ? accountGuard(scope) : "", policyFunction(steps.shell), steps.shell),
  };
  return {
    summary: steps.summary,
    parts: steps.shell === "" ? steps.documents : [shell, ...steps.documents],
  };
}

const policyFunction = (shell: string) => (shell.includes("$(policy_state ") ? policyState : "");

/** The lines of a script made by `script`, without what scripts begin with. */
export function bodyOf(scope: PlanScope, content: string): string {
  return [accountGuard(scope), policyState].reduce(
    (body, start) => (body.startsWith(start) ? body.slice(start.length) : body),
    linesOf(content),
  );
}
