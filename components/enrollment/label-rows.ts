export interface LabelRow {
  /** Identity of the row on the page. */
  id: number;
  key: string;
  value: string;
}

/**
 * What is wrong with each row's name, by row id. Empty rows are left out of the label set and are no error.
 * `fixed` are the labels that the app sets by itself.
 */
export function labelRowErrors(
  rows: readonly LabelRow[],
  fixed: ReadonlySet<string>,
): ReadonlyMap<number, string> {
  const errors = new Map<number, string>();
  const seen = new Set<string>();
  for (const row of rows) {
    const key = row.key.trim();
    if (key === "") {
      if (row.value.trim() !== "") errors.set(row.id, "Give the label a name.");
      continue;
    }
    if (fixed.has(key)) errors.set(row.id, `The app sets the label ${key} by itself.`);
    else if (seen.has(key)) errors.set(row.id, `There is a label ${key} already.`);
    seen.add(key);
  }
  return errors;
}

/** The rows as a label set; call it only when there are no errors. */
export function labelsOf(rows: readonly LabelRow[]): Record<string, string> {
  const entries = rows.map(({ key, value }) => [key.trim(), value.trim()] as const);
  return Object.fromEntries(entries.filter(([key]) => key !== ""));
}
