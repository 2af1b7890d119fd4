import { splitResourceId, type AnyChange } from "../resource.ts";

/**
 * What a change takes away, in words; empty when it only adds. It decides whether a plan may say "nothing removed",
 * so whatever it can't read counts as lost.
 */
export function lossesOf(change: AnyChange): string[] {
  const { resource, before, after } = change;
  if (before === null) return [];
  if (after === null) return [resource.id];
  switch (resource.kind) {
    case "aws/role-trust":
    case "aws/inline-policy":
      return lostStatements(before, after);
    case "aws/role-tag":
      return lostTag(resource.id, before, after);
    default:
      return lostParts(before, after);
  }
}

type State = NonNullable<AnyChange["before"]>;

function lostStatements(before: State, after: State): string[] {
  if (!("document" in before && "document" in after)) return [];
  const kept = statementsOf(after.document);
  const had = statementsOf(before.document);
  if (had === null || kept === null) return before.document === after.document ? [] : ["a statement"];
  const remaining = new Set(kept);
  return had.filter((statement) => !remaining.has(statement)).map(() => "a statement");
}

function statementsOf(document: string): string[] | null {
  try {
    const parsed: unknown = JSON.parse(document);
    if (typeof parsed !== "object" || parsed === null || !("Statement" in parsed)) return null;
    const { Statement: statements } = parsed;
    return (Array.isArray(statements) ? statements : [statements]).map((one) => JSON.stringify(one));
  } catch {
    return null;
  }
}

function lostTag(id: string, before: State, after: State): string[] {
  if (!("key" in before && "key" in after)) return [];
  const [, key] = splitResourceId(id);
  return before.value === after.value ? [] : [`${key}=${before.value}`];
}

/** Every list entry, label or field of `before` that `after` no longer holds. */
function lostParts(before: unknown, after: unknown): string[] {
  if (Array.isArray(before)) {
    const kept = new Set((Array.isArray(after) ? after : []).map((entry) => JSON.stringify(entry)));
    return before.filter((entry) => !kept.has(JSON.stringify(entry))).map((entry) => JSON.stringify(entry));
  }
  if (typeof before === "object" && before !== null) {
    const rest = typeof after === "object" && after !== null ? (after as Record<string, unknown>) : {};
    return Object.entries(before).flatMap(([key, value]) => lostParts(value, rest[key]));
  }
  return before === after || before === "" || before === null || before === undefined ? [] : [String(before)];
}
