import type { ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import { ifAsRead } from "#lib/domain/text/plan-guard.ts";
import { shellFile, shellQuote } from "#lib/domain/text/shell.ts";
import { prettyPolicy } from "./pretty.ts";

interface PolicyLines {
  what: string;
  /** The document that is written. */
  part: ByHandPart;
  before: string;
  /** A line that prints the policy as it is now. */
  read: string;
  write: string;
}

/** Reads a policy, and writes the planned one where the plan's `before` is still there. */
export function policyLines({ what, part, before, read, write }: PolicyLines): string {
  return [
    shellFile(part.fileName, part.content),
    stateLines(part.fileName, before, part.fileName, read),
    ifAsRead(what, write),
  ].join("");
}

/** Sets `state` to what a policy is now; `planned` is a file. */
export function stateLines(fileName: string, before: string, planned: string, read: string): string {
  const base = fileName.replace(/\.json$/, "");
  const [was, now] = [`${base}-before.json`, `${base}-now.json`];
  const files = [was, planned, now].map(shellQuote).join(" ");
  return [
    shellFile(was, `${prettyPolicy(before)}\n`),
    `${read.trimEnd()} > ${shellQuote(now)}\n`,
    `state=$(policy_state ${files})\n`,
  ].join("");
}
