import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import type { TrustFilter } from "./trust-query.ts";

export interface IndexedRow {
  row: TrustRowView;
  /** Everything that it can be found by, in lower case. */
  text: string;
}

const managers = { terraform: "managed by terraform", cloudformation: "managed by cloudformation" } as const;

/** Built once per reading: typing then only compares. */
export function indexRows(rows: readonly TrustRowView[]): readonly IndexedRow[] {
  return rows.map((row) => ({
    row,
    text: [row.arn, row.path, `tag ${row.tag.label}`, row.managedBy ? managers[row.managedBy] : ""]
      .join("\n")
      .toLowerCase(),
  }));
}

/** Rows in which every word of the search occurs, in name, path, ARN or what the tag says. */
export function searchRows(index: readonly IndexedRow[], search: string): readonly TrustRowView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found: TrustRowView[] = [];
  for (const { row, text } of index) {
    if (words.every((word) => text.includes(word))) found.push(row);
  }
  return found;
}

export function filterRows(rows: readonly TrustRowView[], filter: TrustFilter): readonly TrustRowView[] {
  return filter === "all" ? rows : rows.filter((row) => row.filter === filter);
}

export type FilterCounts = Readonly<Record<TrustFilter, number>>;

export function countFilters(rows: readonly TrustRowView[]): FilterCounts {
  const counts = { all: rows.length, "needs-change": 0, ready: 0, "cannot-change": 0 };
  for (const row of rows) counts[row.filter] += 1;
  return counts;
}
