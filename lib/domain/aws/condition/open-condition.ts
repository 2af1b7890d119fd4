import type { JsonObject } from "../json.ts";
import { canonicalStatement } from "../policy-canonical.ts";
import { shortHash } from "../short-hash.ts";

/** Something that AWS will ask and that can't be known here; an admin may answer for it. */
export interface OpenCondition {
  id: string;
  words: string;
}

/** The id is bound to the statement's meaning: an acceptance does not outlive a change of it. */
export function openCondition(
  place: "trust" | "policy" | "boundary",
  statement: JsonObject,
  words: string,
): OpenCondition {
  return { id: `${place}-${shortHash(canonicalStatement(statement))}`, words };
}
