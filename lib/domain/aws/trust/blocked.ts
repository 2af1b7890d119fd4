import type { JsonObject } from "../json.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { withStatements, writePolicyDocument } from "../policy-document.ts";
import type { ReadStatement } from "../policy-statement.ts";
import type { LivePrincipals } from "./dead-principals.ts";
import { withoutDeadPrincipals } from "./principal-removal.ts";

export type BlockedReason = "unreadable" | "explicit-deny" | "dead-principal" | "sid-taken" | "too-long";

export interface BlockedPatch {
  kind: "blocked";
  reason: BlockedReason;
  words: string;
  /** The document without its dead principals, to be taken by hand: leaving them out is not ours to decide. */
  mended?: string;
}

export function blocked(reason: BlockedReason, words: string): BlockedPatch {
  return { kind: "blocked", reason, words };
}

export function unreadable(reason: string): BlockedPatch {
  return blocked("unreadable", `The trust policy can’t be read, so nothing is written to it. ${reason}`);
}

export function sidTaken(sid: string): BlockedPatch {
  return blocked(
    "sid-taken",
    `The Sid ${sid} is used by a statement that is not ours. Sids must be unique in a policy: rename that statement first.`,
  );
}

export function tooLong(sizeAfter: number, sizeQuota: number): BlockedPatch {
  return blocked(
    "too-long",
    `With our statement the trust policy would have ${sizeAfter} characters; this account allows ${sizeQuota}. Raise the quota “Role trust policy length” (L-C07B4B0D) or shorten the policy.`,
  );
}

export function blockedByDeadPrincipals(of: {
  document: PolicyDocument;
  statements: readonly ReadStatement[];
  live: LivePrincipals;
  dead: readonly string[];
  ours: JsonObject;
}): BlockedPatch {
  const { document, dead, ours } = of;
  const [noun, verb] =
    dead.length === 1 ? ["a deleted principal", "it is"] : ["deleted principals", "they are"];
  const words = `The trust policy names ${noun} (${dead.join(", ")}). IAM refuses every change until ${verb} removed.`;
  const kept = withoutDeadPrincipals(of.statements, of.live);
  if (!kept) return blocked("dead-principal", words);
  // IAM takes no policy without a statement: where all were dead, ours is what is left to write.
  const mended = writePolicyDocument(withStatements(document, kept.length > 0 ? kept : [ours]));
  return { ...blocked("dead-principal", words), mended };
}
