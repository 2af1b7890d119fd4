export interface Row {
  what: string;
  value: string;
  /** What the design wants, and whether it is so. */
  goal?: string;
}

/** Lines of equal columns. */
export function table(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  const lines = rows.map(({ what, value, goal = "" }) =>
    `  ${what.padEnd(width)}  ${value.padStart(valueWidth)}  ${goal}`.trimEnd(),
  );
  return [title, ...lines, ""].join("\n");
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

export function medianAndP95(values: readonly number[]): string {
  return `${milliseconds(quantile(values, 0.5))}, p95 ${milliseconds(quantile(values, 0.95))}`;
}

export function judged(value: number, goal: number, unit: string): string {
  return value < goal ? `under ${goal} ${unit}: met` : `under ${goal} ${unit}: MISSED`;
}
