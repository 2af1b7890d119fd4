import { canonicalStatement } from "#lib/domain/aws/policy-canonical.ts";
import { readPolicyDocument, withStatements, writePolicyDocument } from "#lib/domain/aws/policy-document.ts";
import { additions, removals, type Write } from "../record/written.ts";
import type { Moved } from "./moved.ts";

type Kind = "aws/role-trust" | "aws/inline-policy";

interface OurStatement {
  sid: string | null;
  text: string;
}

/**
 * Compares the statements that this app put into a document, and no others: what else stands there is none of its
 * business. Null where each is there as written.
 */
export function movedStatements(
  writes: readonly Write<Kind>[],
  found: { document: string } | null,
): Moved | null {
  const last = writes.findLast(({ after }) => after !== null)?.after;
  const ours = additions(writes, ({ document }) => canonicalOf(document));
  if (!last || ours.size === 0) return null;
  const written = statementsOf(last.document).filter(({ text }) => ours.has(text));
  if (found !== null && !readPolicyDocument(found.document).ok) return null;
  const there = found === null ? [] : statementsOf(found.document);
  const missing = written.filter(({ text }) => !there.some((statement) => statement.text === text));
  if (missing.length === 0) return null;
  const sids = new Set(missing.map(({ sid }) => sid));
  const inItsPlace = there.filter(({ sid }) => sid !== null && sids.has(sid));
  return {
    written: { document: only(last.document, (text) => missing.some((one) => one.text === text)) },
    found:
      found === null || inItsPlace.length === 0
        ? null
        : { document: only(found.document, (text) => inItsPlace.some((one) => one.text === text)) },
    words:
      inItsPlace.length > 0
        ? "Somebody changed our statement. The others are not looked at."
        : "Somebody took our statement out. The others are not looked at.",
  };
}

/** Statements that this app took out of a document and that stand there again. */
export function returnedStatements(
  writes: readonly Write<Kind>[],
  found: { document: string } | null,
): { document: string } | null {
  if (found === null) return null;
  const taken = removals(writes, ({ document }) => canonicalOf(document));
  const isBack = (text: string) => taken.has(text);
  return canonicalOf(found.document).some(isBack) ? { document: only(found.document, isBack) } : null;
}

function statementsOf(document: string): readonly OurStatement[] {
  const reading = readPolicyDocument(document);
  if (!reading.ok) return [];
  return reading.statements.map(({ sid, raw }) => ({ sid, text: canonicalStatement(raw) }));
}

const canonicalOf = (document: string) => statementsOf(document).map(({ text }) => text);

/** The document with some of its statements: what a comparison shows of it. */
function only(document: string, isShown: (text: string) => boolean): string {
  const reading = readPolicyDocument(document);
  if (!reading.ok) return document;
  const shown = reading.statements.filter(({ raw }) => isShown(canonicalStatement(raw)));
  return writePolicyDocument(
    withStatements(
      reading.document,
      shown.map(({ raw }) => raw),
    ),
  );
}
