import { validationError } from "./aws-error.ts";
import type { Input } from "./input.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/**
 * One page of a listing. The first page of several is one item short, as IAM's pages may be: whoever counts items
 * instead of reading IsTruncated loses the rest.
 */
export function pageOf<T>(input: Input, all: readonly T[]): Page<T> {
  const size = input.integer("MaxItems", 1, 1000) ?? 100;
  const marker = input.optionalText("Marker", { min: 1, max: 320 });
  const from = marker === undefined ? 0 : readMarker(marker);
  const isShort = from === 0 && size > 1 && all.length > size;
  const end = from + (isShort ? size - 1 : size);
  const items = all.slice(from, end);
  if (end >= all.length) return { items, more: { IsTruncated: false } };
  return { items, more: { IsTruncated: true, Marker: writeMarker(end) } };
}

const writeMarker = (offset: number) => Buffer.from(`page:${offset}`).toString("base64url");

function readMarker(marker: string): number {
  const [, offset] = /^page:(\d+)$/.exec(Buffer.from(marker, "base64url").toString()) ?? [];
  if (offset === undefined) throw validationError(`Invalid Marker: ${marker}`);
  return Number(offset);
}
