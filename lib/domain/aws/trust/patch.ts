import type { JsonObject } from "../json.ts";
import { policySize, withStatements, writePolicyDocument } from "../policy-document.ts";
import type { TrustInput } from "./analysis.ts";
import { analyseTrust } from "./analysis.ts";
import type { BlockedPatch } from "./blocked.ts";
import { blocked, blockedByDeadPrincipals, sidTaken, tooLong, unreadable } from "./blocked.ts";
import { deadPrincipalsOf } from "./dead-principals.ts";
import { findings } from "./findings.ts";
import { trustStatement } from "./own-statement.ts";
import { trustStatementSid } from "./sid.ts";
import type { TrustWarning } from "./verdict.ts";
import { judge, wideningWarning } from "./verdict.ts";

export type { BlockedPatch } from "./blocked.ts";

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
  | BlockedPatch;

/**
 * What adding the trust relationship does to a trust policy: one statement of our own, appended, or put in the place
 * of our own stale one. No other statement, key or Version is touched. `sizeQuota` counts as `policySize` does.
 */
export function patchTrust(input: TrustInput & { sizeQuota: number }): TrustPatch {
  const analysis = analyseTrust(input);
  if (!analysis.readable) return unreadable(analysis.reason);
  const { document, statements, own, live } = analysis;
  const found = findings(analysis.effects);
  const [deny] = found.denies;
  if (deny)
    return blocked(
      "explicit-deny",
      `Statement ${deny.statement.index + 1} denies the integration role. A Deny wins over every Allow: its owner must change it first.`,
    );
  if (found.grants.length > 0) return { kind: "none" };

  const ours = trustStatement(input.integrationRoleArn);
  const others = statements.filter((statement) => !own.includes(statement));
  const dead = deadPrincipalsOf(others, live);
  if (dead.length > 0) return blockedByDeadPrincipals({ document, statements, live, dead, ours });
  const sid = trustStatementSid(input.integrationRoleArn);
  if (own.length > 1 || others.some((statement) => statement.sid === sid)) return sidTaken(sid);

  const [stale] = own;
  const raw = statements.map((entry) => (entry === stale ? ours : entry.raw));
  const patched = writePolicyDocument(withStatements(document, stale ? raw : [...raw, ours]));
  const sizeAfter = policySize(patched);
  if (sizeAfter > input.sizeQuota) return tooLong(sizeAfter, input.sizeQuota);
  const widening = found.conditionalGrants.length > 0 ? [wideningWarning] : [];
  return {
    kind: stale ? "replace" : "append",
    patched,
    statement: ours,
    sizeAfter,
    warnings: [...widening, ...judge(analysis).warnings],
  };
}
