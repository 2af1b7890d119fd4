import { badParameter } from "./errors.ts";

const pageSizeDefault = 1000;

/** One page of rows in key order; the token of a page is the key of its first row. */
export function pageOf<T extends { key: string }>(
  rows: readonly T[],
  startKey: string,
  limit: number,
): { page: T[]; nextKey: string } {
  if (limit < 0) throw badParameter("the page size must not be negative");
  const size = limit === 0 ? pageSizeDefault : Math.min(limit, pageSizeDefault);
  const from = rows.filter(({ key }) => key >= startKey);
  return { page: from.slice(0, size), nextKey: from[size]?.key ?? "" };
}

/** Teleport's keyword search: every word occurs in one of the texts, in any case. */
export function matchesKeywords(texts: readonly string[], keywords: readonly string[]): boolean {
  const lower = texts.map((text) => text.toLowerCase());
  return keywords.every((word) => lower.some((text) => text.includes(word.toLowerCase())));
}
