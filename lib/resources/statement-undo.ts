import { canonicalStatement } from "#lib/domain/aws/policy-canonical.ts";
import {
  readPolicyDocument,
  samePolicy,
  withStatements,
  writePolicyDocument,
} from "#lib/domain/aws/policy-document.ts";
import { deadPrincipalsOf, livePrincipals } from "#lib/domain/aws/trust/dead-principals.ts";
import type { TrustUndo } from "#lib/domain/aws/trust/unpatch.ts";
import type { LivePrincipals } from "#lib/enrollment/ports.ts";

function conflict(reason: "unreadable" | "no-statement-left" | "dead-principal", words: string): TrustUndo {
  return { kind: "conflict", reason, words };
}

/**
 * Takes statements back that a change added to a trust policy, whoever they let in: those that are still there as
 * written go, all others stay.
 */
export function takeBackStatements(
  before: string,
  after: string,
  observed: string,
  live: LivePrincipals,
): TrustUndo {
  if (samePolicy(observed, before)) return { kind: "absent" };
  const [was, then, now] = [before, after, observed].map(readPolicyDocument);
  if (!was?.ok || !then?.ok || !now?.ok) {
    return conflict("unreadable", "The trust policy can't be read, so nothing is written to it.");
  }
  const isUnchanged = samePolicy(observed, after);
  const old = new Set(was.statements.map(({ raw }) => canonicalStatement(raw)));
  const added = new Set(
    then.statements.map(({ raw }) => canonicalStatement(raw)).filter((text) => !old.has(text)),
  );
  const left = now.statements.filter(({ raw }) => !added.has(canonicalStatement(raw)));
  if (!isUnchanged && left.length === now.statements.length) return { kind: "absent" };
  const statements = isUnchanged ? was.statements : left;
  if (statements.length === 0) {
    return conflict(
      "no-statement-left",
      "Without our statement the trust policy would have none left, and IAM refuses that.",
    );
  }
  const dead = deadPrincipalsOf(statements, livePrincipals(live));
  if (dead.length > 0) {
    return conflict(
      "dead-principal",
      `The trust policy would name a deleted principal (${dead.join(", ")}), and IAM refuses that.`,
    );
  }
  if (isUnchanged) return { kind: "as-read", document: before };
  const raw = left.map((statement) => statement.raw);
  return { kind: "our-part", document: writePolicyDocument(withStatements(now.document, raw)) };
}
