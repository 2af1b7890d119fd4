import type { JsonObject, JsonValue } from "../json.ts";
import { asList, isJsonArray, isJsonObject, ownValue, withValue } from "../json.ts";
import type { ReadStatement } from "../policy-statement.ts";
import type { LivePrincipals } from "./dead-principals.ts";
import { isDeadPrincipal } from "./dead-principals.ts";

/** A statement without some of its AWS principals; null where nobody is left in it. All else stays as written. */
export function withoutPrincipals(
  raw: JsonObject,
  key: "Principal" | "NotPrincipal",
  goes: (value: string) => boolean,
): JsonObject | null {
  const principal = ownValue(raw, key);
  if (!isJsonObject(principal)) return raw;
  const aws = ownValue(principal, "AWS");
  if (aws === undefined) return raw;
  const kept = asList(aws).filter((value) => typeof value !== "string" || !goes(value));
  if (kept.length === asList(aws).length) return raw;
  const others = Object.entries(principal).filter(([kind]) => kind !== "AWS");
  if (kept.length === 0)
    return others.length === 0 ? null : withValue(raw, key, Object.fromEntries(others) as JsonObject);
  const [only] = kept;
  const value: JsonValue = !isJsonArray(aws) && only !== undefined ? only : kept;
  return withValue(raw, key, withValue(principal, "AWS", value));
}

/**
 * The statements that IAM would take again, for somebody to write by hand; null where leaving a dead principal out
 * would change what the policy says of the living.
 */
export function withoutDeadPrincipals(
  statements: readonly ReadStatement[],
  live: LivePrincipals,
): readonly JsonObject[] | null {
  const isDead = (value: string): boolean => isDeadPrincipal(value, live);
  const kept: JsonObject[] = [];
  for (const { raw, principal } of statements) {
    const mended = withoutPrincipals(raw, principal?.negated ? "NotPrincipal" : "Principal", isDead);
    if (mended) kept.push(mended);
    else if (principal?.negated) return null;
  }
  return kept;
}
