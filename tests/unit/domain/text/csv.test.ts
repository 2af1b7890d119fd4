import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { csvRow } from "#lib/domain/text/csv.ts";

describe("CSV", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1", "'＝1"],
    ["\t=1", "'\t=1"],
    [" =1", "' =1"],
    ["\r=1", `"'\r=1"`],
    ["a=b", "a=b"],
    ["arn:aws:iam::123456789012:role/A", "arn:aws:iam::123456789012:role/A"],
    ['say "hi", twice', '"say ""hi"", twice"'],
    ["two\nlines", '"two\nlines"'],
    [" padded ", '" padded "'],
    ["", ""],
  ])("%j is written as %j", (cell, written) => {
    expect(csvRow([cell])).toBe(`${written}\r\n`);
  });

  test("numbers are not text: a negative one stays", () => {
    expect(csvRow(["a", -3, 0.5])).toBe("a,-3,0.5\r\n");
  });

  test("any cells are read back, and none begins like a formula", () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n", a'.split("")) }),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const read = parse(csvRow(cells));
        expect(
          read.map((value, index) => value === cells[index] || value === `'${cells[index]}`),
        ).not.toContain(false);
        expect(read.filter((value) => /^[=+\-@\t\r]/.test(value))).toEqual([]);
      }),
    );
  });
});

function parse(record: string): string[] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy;
  return [...record.matchAll(field)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}
