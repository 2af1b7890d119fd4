import { readPolicyDocument, writePolicyDocument } from "#lib/domain/aws/policy-document.ts";
import type { Tag } from "#lib/domain/aws/types.ts";

/** A policy with two spaces; one that can't be read whole stays as it is, so that a diff hides nothing. */
export function prettyPolicy(text: string): string {
  const reading = readPolicyDocument(text);
  return reading.ok ? writePolicyDocument(reading.document) : text;
}

export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** Policies inside of JSON as objects, so that their lines can be compared. */
export function policyAsValue(text: string): unknown {
  const reading = readPolicyDocument(text);
  return reading.ok ? reading.document : text;
}

/** In one order, since AWS has none. */
export function sortedTags(tags: readonly Tag[]): readonly Tag[] {
  return tags.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** As the `aws` command takes them; none at all where there are none. */
export function awsTags(tags: readonly Tag[]): readonly string[] {
  if (tags.length === 0) return [];
  return [JSON.stringify(sortedTags(tags).map(({ key, value }) => ({ Key: key, Value: value })))];
}
