import type { JsonObject, JsonValue } from "./json.ts";
import { asList, isJsonObject, ownValue, withValue } from "./json.ts";
import { findLoss } from "./json-fidelity.ts";
import { canonicalDocument } from "./policy-canonical.ts";
import type { ReadStatement } from "./policy-statement.ts";
import { readStatement } from "./policy-statement.ts";

export type { ReadStatement } from "./policy-statement.ts";

/** The parsed document with every key as it was. */
export type PolicyDocument = JsonObject;

export type PolicyReading =
  | { ok: true; document: PolicyDocument; statements: readonly ReadStatement[] }
  | { ok: false; reason: string };

/** Lenient in form (one statement or a list, one value or a list, unknown keys), strict in loss: what can't be written back whole is not read. */
export function readPolicyDocument(text: string): PolicyReading {
  const known = recent.get(text);
  if (known) return known;
  const reading = parse(text);
  const [oldest] = recent.keys();
  if (recent.size >= recentMax && oldest !== undefined) recent.delete(oldest);
  recent.set(text, reading);
  return reading;
}

/** A role's few documents are asked about many times in a row when an account of thousands is judged. */
const recent = new Map<string, PolicyReading>();
const recentMax = 32;

function parse(text: string): PolicyReading {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return { ok: false, reason: "It is not JSON." };
  }
  const loss = findLoss(text);
  if (loss) return { ok: false, reason: `It can't be written back as it is: ${loss}.` };
  if (!isJsonObject(value)) return { ok: false, reason: "It is JSON, but not a policy document." };
  const raw = ownValue(value, "Statement");
  if (raw === undefined) return { ok: false, reason: "It has no Statement." };
  const statements: ReadStatement[] = [];
  for (const [index, entry] of asList(raw).entries()) {
    const statement = readStatement(entry, index);
    if (!statement)
      return { ok: false, reason: `Statement ${index + 1} has no Effect that is Allow or Deny.` };
    statements.push(statement);
  }
  return { ok: true, document: value, statements };
}

/** Two spaces, keys in their order: the same value always gives the same text. */
export function writePolicyDocument(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}

/** The document with another list of statements; a list of one stays an object where it was one. */
export function withStatements(document: PolicyDocument, statements: readonly JsonValue[]): PolicyDocument {
  const [only] = statements;
  const wasObject = isJsonObject(ownValue(document, "Statement"));
  return withValue(
    document,
    "Statement",
    wasObject && statements.length === 1 && only !== undefined ? only : statements,
  );
}

/** As IAM counts against its quotas: the characters that are not white space. */
export function policySize(text: string): number {
  let compact = text;
  try {
    compact = JSON.stringify(JSON.parse(text));
  } catch {
    // Not JSON: then it is counted as it stands.
  }
  return compact.replace(/[ \t\r\n]/g, "").length;
}

/** Whether AWS would take two documents for the same. Texts that can't be read are the same only letter by letter. */
export function samePolicy(a: string, b: string): boolean {
  if (a === b) return true;
  const left = readPolicyDocument(a);
  const right = readPolicyDocument(b);
  return left.ok && right.ok && canonicalDocument(left.document) === canonicalDocument(right.document);
}
