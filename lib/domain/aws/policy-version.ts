import { ownValue } from "./json.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** Policy variables exist since 2012-10-17; in an older document, and without a Version, `${` is plain text. */
export function hasVariables(document: PolicyDocument): boolean {
  return ownValue(document, "Version") === "2012-10-17";
}
