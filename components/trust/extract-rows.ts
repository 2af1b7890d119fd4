import type { Range } from "@tanstack/react-virtual";

/** However large the screen: more rows than this are never in the page. */
const rowsAtMost = 60;

/** The rows in view and some around them, of too many the middle; and always the row where the keyboard is. */
export function extractRows({ startIndex, endIndex, overscan, count }: Range, active: number): number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  const room = rowsAtMost - 1;
  const cut = Math.ceil(Math.max(0, last - first + 1 - room) / 2);
  const from = first + cut;
  const rows = Array.from({ length: Math.max(0, Math.min(room, last - from + 1)) }, (_, at) => from + at);
  if (active < 0 || active >= count || rows.includes(active)) return rows;
  return active < from ? [active, ...rows] : [...rows, active];
}
