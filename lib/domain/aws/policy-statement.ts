import type { JsonObject, JsonValue } from "./json.ts";
import { asList, isJsonObject, ownValue } from "./json.ts";

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface PatternClause {
  negated: boolean;
  patterns: readonly string[];
}

/** `Principal` or `NotPrincipal`: kind (`AWS`, `Service`, `Federated`, `CanonicalUser`) and value; `*` alone is `AWS: *`. */
export interface PrincipalClause {
  negated: boolean;
  members: readonly { kind: string; value: string }[];
  /** A value or kind that has no place here was met: what it means can't be said. */
  odd: boolean;
}

/** What a statement says, read beside the raw value, which stays as it was. */
export interface ReadStatement {
  index: number;
  raw: JsonObject;
  sid: string | null;
  effect: "Allow" | "Deny";
  action: PatternClause | null;
  resource: PatternClause | null;
  principal: PrincipalClause | null;
  condition: JsonValue | undefined;
}

function readPatterns(raw: JsonObject, key: "Action" | "Resource"): PatternClause | null {
  for (const [name, negated] of [
    [key, false],
    [`Not${key}`, true],
  ] as const) {
    const value = ownValue(raw, name);
    if (value !== undefined)
      return { negated, patterns: asList(value).filter((entry) => typeof entry === "string") };
  }
  return null;
}

const principalKinds: ReadonlySet<string> = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

function readMembers(value: JsonValue): Omit<PrincipalClause, "negated"> {
  if (value === "*") return { members: [{ kind: "AWS", value: "*" }], odd: false };
  if (!isJsonObject(value)) return { members: [], odd: true };
  const members: { kind: string; value: string }[] = [];
  let odd = false;
  for (const [kind, values] of Object.entries(value)) {
    odd ||= !principalKinds.has(kind);
    for (const entry of asList(values)) {
      if (typeof entry === "string") members.push({ kind, value: entry });
      else odd = true;
    }
  }
  return { members, odd };
}

function readPrincipal(raw: JsonObject): PrincipalClause | null {
  for (const [name, negated] of [
    ["Principal", false],
    ["NotPrincipal", true],
  ] as const) {
    const value = ownValue(raw, name);
    if (value !== undefined) return { negated, ...readMembers(value) };
  }
  return null;
}

/** Null where the value is no statement that IAM could hold: without an effect nothing can be said about it. */
export function readStatement(raw: JsonValue, index: number): ReadStatement | null {
  if (!isJsonObject(raw)) return null;
  const effect = ownValue(raw, "Effect");
  if (effect !== "Allow" && effect !== "Deny") return null;
  const sid = ownValue(raw, "Sid");
  return {
    index,
    raw,
    sid: typeof sid === "string" ? sid : null,
    effect,
    action: readPatterns(raw, "Action"),
    resource: readPatterns(raw, "Resource"),
    principal: readPrincipal(raw),
    condition: ownValue(raw, "Condition"),
  };
}
