import { diffArrays } from "diff";
import type { DiffLine } from "../views.ts";

/**
 * Line by line; an empty text has no lines, so that a new document is additions only. A comma at the end of a line
 * does not count: JSON moves it when something is appended, and nothing is said by it.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const parts = diffArrays(linesOf(before), linesOf(after), {
    comparator: (left, right) => withoutComma(left) === withoutComma(right),
  });
  const lines = parts.flatMap((part) =>
    part.value.map((text): DiffLine => ({
      kind: part.added ? "add" : part.removed ? "remove" : "same",
      text,
    })),
  );
  return slideBlocks(lines);
}

/**
 * A block that could stand one line lower and say the same is moved down until it ends where a bracket closes: people
 * read a whole statement as added, not the end of one and the beginning of the next.
 */
function slideBlocks(lines: readonly DiffLine[]): DiffLine[] {
  const slid = [...lines];
  for (let start = 0; start < slid.length; start += 1) {
    const kind = slid[start]?.kind;
    if (kind === "same" || slid[start - 1]?.kind === kind) continue;
    let from = start;
    let end = start;
    while (slid[end]?.kind === kind) end += 1;
    while (opensLater(slid, from, end)) {
      const first = slid[from];
      const next = slid[end];
      if (!first || !next) break;
      slid[from] = { ...first, kind: "same" };
      slid[end] = { ...next, kind: first.kind };
      from += 1;
      end += 1;
    }
    start = Math.max(start, end - 1);
  }
  return slid;
}

function opensLater(lines: readonly DiffLine[], from: number, end: number): boolean {
  const first = lines[from];
  const next = lines[end];
  return (
    first !== undefined &&
    next?.kind === "same" &&
    withoutComma(first.text) === withoutComma(next.text) &&
    /^\s*[}\]]/.test(first.text)
  );
}

function withoutComma(line: string): string {
  return line.replace(/,\s*$/, "");
}

function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
