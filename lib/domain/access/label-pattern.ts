import { RE2JS } from "re2js";

import type { Verdict } from "./types.ts";

/**
 * One value of an `app_labels` selector against an app's label value: a literal, a glob, or a regular expression when it
 * begins with `^` and ends with `$`. RE2 as in Teleport, so that no pattern can run away; one that RE2 refuses is unknown.
 */
export function matchLabelPattern(pattern: string, value: string): Verdict {
  if (pattern === "*") return "yes";
  if (!isExpression(pattern)) return matchGlob(pattern, value) ? "yes" : "no";
  try {
    // Not anchored beyond what the author wrote: `^a|b$` matches "ax" in Teleport, too.
    return RE2JS.compile(pattern).matcher(value).find() ? "yes" : "no";
  } catch {
    return "unknown";
  }
}

function isExpression(pattern: string): boolean {
  return pattern.startsWith("^") && pattern.endsWith("$");
}

// `*` stands for any run of characters except line breaks, because Teleport's does.
function matchGlob(pattern: string, value: string): boolean {
  if (!pattern.includes("*")) return pattern === value;
  const source = pattern
    .split("*")
    .map((part) => RE2JS.quote(part))
    .join(".*");
  return RE2JS.compile(`^${source}$`).matcher(value).find();
}
