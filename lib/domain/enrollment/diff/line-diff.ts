import { diffArrays } from "diff";
import type { DiffLine } from "../views.ts";

/** Line by line; an empty text has no lines, so that a new document is additions only. */
export function lineDiff(before: string, after: string): DiffLine[] {
  return diffArrays(linesOf(before), linesOf(after)).flatMap((part) =>
    part.value.map((text): DiffLine => ({
      kind: part.added ? "add" : part.removed ? "remove" : "same",
      text,
    })),
  );
}

function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
