const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;
/** A spreadsheet takes a cell that begins so for a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/** A cell with text that came from outside: quoted where CSV needs it (RFC 4180), never a formula. */
export function textCell(text: string): string {
  const isFormula = formulaStart.test(text) && !plainNumber.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of cells that are ready. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\n`;
}
