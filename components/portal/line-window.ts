import { rolesIn, type Line } from "./lines.ts";

/** So many roles stand in the page at most; of a longer list those in view. */
export const mostRoles = 60;
const overscan = 6;
/** A mean is never exact to the last digit. */
const leastPx = 0.01;

const usualHeights: Readonly<Record<Line["kind"], number>> = {
  title: 42,
  pair: 82,
  account: 56,
  role: 58,
  found: 60,
  request: 60,
};

/** What is known of the lines' heights, in px. Those of a kind are much alike: an unseen one counts as their mean. */
export class LineHeights {
  readonly #known = new Map<string, number>();
  readonly #sums = new Map<Line["kind"], { height: number; count: number }>();

  /** False: it is as `of` says, so that nothing moves. */
  learn(line: Line, height: number): boolean {
    const { id, kind } = line;
    const before = this.#known.get(id);
    if (before === height || height <= 0) return false;
    const expected = this.of(line);
    this.#known.set(id, height);
    const sum = this.#sums.get(kind) ?? { height: 0, count: 0 };
    this.#sums.set(kind, {
      height: sum.height + height - (before ?? 0),
      count: sum.count + (before === undefined ? 1 : 0),
    });
    return Math.abs(height - expected) > leastPx;
  }

  of({ id, kind }: Line): number {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const sum = this.#sums.get(kind);
    return sum ? sum.height / sum.count : usualHeights[kind];
  }
}

export interface LineWindow {
  /** Place of the first line that stands in the page, and of the one after the last. */
  from: number;
  to: number;
  /** Room for the lines before and after them, in px. */
  above: number;
  below: number;
}

/** The lines in view, and some around them. `viewTop` is counted from the top of the list. */
export function lineWindow(
  lines: readonly Line[],
  heights: Pick<LineHeights, "of">,
  viewTop: number,
  viewHeight: number,
): LineWindow {
  const tops: number[] = [];
  let total = 0;
  for (const line of lines) {
    tops.push(total);
    total += heights.of(line);
  }
  const seen = lines.findIndex((_, at) => (tops[at + 1] ?? total) > viewTop);
  const firstSeen = seen === -1 ? lines.length - 1 : seen;
  const from = Math.max(0, firstSeen - overscan);
  let to = from;
  let roles = 0;
  let beyond = 0;
  while (to < lines.length && beyond <= overscan) {
    const line = lines[to];
    roles += line ? rolesIn(line) : 0;
    if (roles > mostRoles) break;
    if ((tops[to] ?? total) > viewTop + viewHeight) beyond += 1;
    to += 1;
  }
  const end = tops[to] ?? total;
  return { from, to, above: tops[from] ?? 0, below: total - end };
}
