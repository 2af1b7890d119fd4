import { z } from "zod";

/**
 * A pattern for the roles that the app may change: a name (`team-*`), or a path and a name (`/audit/*`), with AWS's
 * wildcards. `*` is every role of the account.
 */
export const targetPatternSchema = z
  .string("Enter a pattern.")
  .min(1, "Enter a pattern: a role name or a path, * for all roles.")
  .max(200, "A pattern has at most 200 characters.")
  .refine((text) => !text.includes(":"), "Enter a name or path, not an ARN: the account is already known.")
  .refine((text) => !text.includes("$"), "Policy variables can’t be used here.")
  .refine((text) => !text.includes("//"), "A path has no empty parts: remove one of the two slashes.")
  .refine((text) => !text.endsWith("/"), "A path alone names no role: end it with a name or *.")
  .regex(/^[\x21-\x7E]*$/, "A pattern holds no spaces, and no letters outside of ASCII.");

/** What stands behind `role/` in the ARNs. A name without a path is meant on every path. */
export function patternResources(pattern: string): readonly string[] {
  const text = pattern.replace(/^\//, "");
  if (text === "*" || pattern.includes("/")) return [text];
  return text.startsWith("*") ? [text] : [text, `*/${text}`];
}
