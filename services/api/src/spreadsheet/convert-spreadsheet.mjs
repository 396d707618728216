// A process of its own, so that a hostile workbook can be stopped and its memory limited.
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import readSheets from 'read-excel-file/node';
import { withCellPlaces } from './cell-places.mjs';

const pieceRows = 500;

/** Exit code for a workbook that cannot be read; the parent says what that means. */
const unreadable = 3;

/** Reads a workbook from standard input and writes its first sheet to standard output as CSV, a line a row. */
async function convert() {
  const workbook = await buffer(process.stdin);
  // The library gives up at the first cell that does not say where it stands.
  const sheets = await readSheets(workbook).catch(() => readSheets(withCellPlaces(workbook)));
  const rows = sheets[0]?.data ?? [];
  for (let start = 0; start < rows.length; start += pieceRows) {
    const text = rows
      .slice(start, start + pieceRows)
      .map(line)
      .join('');
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }
}

/** @param {readonly unknown[]} row a row without a value is a blank line, so that lines stay those of the sheet */
function line(row) {
  return row.every((cell) => cell === null) ? '\n' : `${row.map(field).join(',')}\n`;
}

/** @param {unknown} cell */
function field(cell) {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  // A line break in a cell would shift the lines of all rows after it.
  const text = String(cell).replace(/[\r\n]+/g, ' ');
  return /[",]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}

try {
  await convert();
} catch {
  // The library's messages may quote cells.
  process.exitCode = unreadable;
}
