import type { Labels } from "#lib/domain/teleport/types.ts";

import type { EffectiveSelector, EffectiveSide } from "./effective-role.ts";
import { matchLabelPattern } from "./label-pattern.ts";
import type { UnknownReason, Verdict } from "./types.ts";

export type SideMatch =
  | { verdict: "yes" }
  | { verdict: "no"; because: "no-labels" }
  | { verdict: "no"; because: "label"; key: string; wanted: readonly string[]; found: string | null }
  | { verdict: "unknown"; what: UnknownReason["what"]; text: string };

/**
 * Whether one side of a role matches an app. Allow needs labels and expression both, deny needs either; a side with
 * neither matches nothing.
 */
export function matchSide(side: EffectiveSide, kind: "allow" | "deny", labels: Labels): SideMatch {
  const byExpression: SideMatch = { verdict: "unknown", what: "label-expression", text: side.expression };
  if (side.selectors.length === 0) {
    return side.expression === "" ? { verdict: "no", because: "no-labels" } : byExpression;
  }
  const byLabels = matchSelectors(side.selectors, labels);
  if (side.expression === "") return byLabels;
  const decidesAlone = kind === "allow" ? "no" : "yes";
  return byLabels.verdict === decidesAlone ? byLabels : byExpression;
}

function matchSelectors(selectors: readonly EffectiveSelector[], labels: Labels): SideMatch {
  if (selectors.some(isEverything)) return { verdict: "yes" };
  const matches = selectors.map((selector) => matchSelector(selector, labels));
  return (
    matches.find((match) => match.verdict === "no") ??
    matches.find((match) => match.verdict === "unknown") ?? { verdict: "yes" }
  );
}

// A key of `*` means "every app" only with `*` as its only value; else it is a key like any other.
function isEverything(selector: EffectiveSelector): boolean {
  const { key, values, unreadable } = selector;
  return key === "*" && unreadable.length === 0 && values.length === 1 && values[0] === "*";
}

function matchSelector(selector: EffectiveSelector, labels: Labels): SideMatch {
  const { key, values } = selector;
  const [unreadable] = selector.unreadable;
  if (key === null) return { verdict: "unknown", what: "template", text: unreadable ?? "" };
  const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (found === undefined) return { verdict: "no", because: "label", key, wanted: values, found: null };
  let refused: string | null = null;
  for (const pattern of values) {
    const verdict: Verdict = matchLabelPattern(pattern, found);
    if (verdict === "yes") return { verdict };
    if (verdict === "unknown") refused ??= pattern;
  }
  if (refused !== null) return { verdict: "unknown", what: "label-pattern", text: refused };
  if (unreadable !== undefined) return { verdict: "unknown", what: "template", text: unreadable };
  return { verdict: "no", because: "label", key, wanted: values, found };
}
