import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvOf } from "#lib/domain/text/csv.ts";

/** RFC 4180, read by other code than the one that wrote it. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain = "", end] of csv.slice(1).matchAll(cell)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** What Excel, LibreOffice and Numbers take for the beginning of a formula. */
const formula = /^[=+\-@\t\r＝＋－＠]/;
const anyCell = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc
    .tuple(
      fc.constantFrom(..."=+-@\t\r＝＋－＠"),
      fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "=", "'") }),
    )
    .map((parts) => parts.join("")),
);
const anyTable = fc.array(fc.array(anyCell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });

describe("a table as a file", () => {
  test("has no cell that a spreadsheet would take for a formula, and says everything else as it was", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const cells = read(csvOf(table));
        expect(cells).toEqual(
          table.map((row) => row.map((text) => (formula.test(text) ? `'${text}` : text))),
        );
        for (const text of cells.flat()) expect(text).not.toMatch(formula);
      }),
    );
  });

  test("says that it is UTF-8, and ends its lines as spreadsheets expect", () => {
    expect(csvOf([["Zoë", "=1"]])).toBe("\uFEFFZoë,'=1\r\n");
  });
});
