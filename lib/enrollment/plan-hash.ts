import { createHash } from "node:crypto";
import type { AnyChange, PlanScope } from "#lib/domain/enrollment/resource.ts";

/** JSON with sorted keys and without what is undefined: equal values have equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** What a person confirmed: the place and every change, to the letter. */
export function planHash(scope: PlanScope, changes: readonly AnyChange[]): string {
  return createHash("sha256").update(canonical({ scope, changes })).digest("hex");
}
