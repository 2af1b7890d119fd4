import type { JsonObject } from "../json.ts";
import { policySize, withStatements, writePolicyDocument } from "../policy-document.ts";
import type { TrustInput } from "./analysis.ts";
import { analyseTrust } from "./analysis.ts";
import { deadPrincipalsOf } from "./dead-principals.ts";
import { trustStatement } from "./own-statement.ts";
import { withoutDeadPrincipals } from "./principal-removal.ts";
import { trustStatementSid } from "./sid.ts";
import type { TrustWarning } from "./verdict.ts";
import { findings, judge, wideningWarning } from "./verdict.ts";

export type BlockedReason = "unreadable" | "explicit-deny" | "dead-principal" | "sid-taken" | "too-long";

export type TrustPatch =
  | { kind: "none" }
  | {
      kind: "append" | "replace";
      /** The whole document after it, two spaces, always the same text for the same input. */
      patched: string;
      statement: JsonObject;
      /** Characters without white space. */
      sizeAfter: number;
      warnings: readonly TrustWarning[];
    }
  | {
      kind: "blocked";
      reason: BlockedReason;
      words: string;
      /** The document without its dead principals, to be taken by hand: leaving them out is not ours to decide. */
      mended?: string;
    };

function blocked(reason: BlockedReason, words: string, mended?: string): TrustPatch {
  return { kind: "blocked", reason, words, ...(mended === undefined ? {} : { mended }) };
}

/**
 * What adding the trust relationship does to a trust policy: one statement of our own, appended, or put in the place
 * of our own stale one. No other statement, key or Version is touched. `sizeQuota` counts as `policySize` does.
 */
export function patchTrust(input: TrustInput & { sizeQuota: number }): TrustPatch {
  const analysis = analyseTrust(input);
  if (!analysis.readable)
    return blocked(
      "unreadable",
      `The trust policy can’t be read, so nothing is written to it. ${analysis.reason}`,
    );
  const { document, statements, own, live } = analysis;
  const found = findings(analysis.effects);
  const [deny] = found.denies;
  if (deny)
    return blocked(
      "explicit-deny",
      `Statement ${deny.statement.index + 1} denies the integration role. A Deny wins over every Allow: its owner must change it first.`,
    );
  if (found.grant) return { kind: "none" };

  const ours = trustStatement(input.integrationRoleArn);
  const dead = deadPrincipalsOf(
    statements.filter((statement) => !own.includes(statement)),
    live,
  );
  if (dead.length > 0) {
    const kept = withoutDeadPrincipals(statements, live);
    // IAM takes no policy without a statement: where all were dead, ours is what is left to write.
    const mended = kept && withStatements(document, kept.length > 0 ? kept : [ours]);
    return blocked(
      "dead-principal",
      `The trust policy names ${dead.length === 1 ? "a deleted principal" : "deleted principals"} (${dead.join(", ")}). IAM refuses every change until ${dead.length === 1 ? "it is" : "they are"} removed.`,
      mended ? writePolicyDocument(mended) : undefined,
    );
  }
  const sid = trustStatementSid(input.integrationRoleArn);
  const holders = statements.filter((statement) => statement.sid === sid);
  if (holders.length > own.length || own.length > 1)
    return blocked(
      "sid-taken",
      `The Sid ${sid} is used by a statement that is not ours. Sids must be unique in a policy: rename that statement first.`,
    );

  const [stale] = own;
  const raw = statements.map((entry) => (entry === stale ? ours : entry.raw));
  const patched = writePolicyDocument(withStatements(document, stale ? raw : [...raw, ours]));
  const sizeAfter = policySize(patched);
  if (sizeAfter > input.sizeQuota)
    return blocked(
      "too-long",
      `With our statement the trust policy would have ${sizeAfter} characters; this account allows ${input.sizeQuota}. Raise the quota “Role trust policy length” (L-C07B4B0D) or shorten the policy.`,
    );
  const widening = found.conditionalGrants.length > 0 ? [wideningWarning] : [];
  return {
    kind: stale ? "replace" : "append",
    patched,
    statement: ours,
    sizeAfter,
    warnings: [...widening, ...judge(analysis).warnings],
  };
}
