// Spreadsheets run a cell that begins like a formula, also behind blanks and in full-width form.
const formula = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/;

/** One CSV record by RFC 4180 with its line end. Cells that a spreadsheet would run as a formula get a leading `'`. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: string | number): string {
  if (typeof cell === "number") return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
