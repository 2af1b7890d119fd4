import { stringify } from "csv-stringify/sync";

/**
 * A table for a spreadsheet, which takes a cell that begins like a formula for one: such a cell gets an apostrophe in
 * front. The mark at the beginning says that the text is UTF-8.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    // A lone line break ends a row, too, where nothing is quoted.
    { bom: true, escape_formulas: true, record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}
