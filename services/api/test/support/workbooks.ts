import { strToU8, unzipSync, zipSync } from 'fflate';
import writeWorkbook from 'write-excel-file/node';

export type Cell = string | number | boolean | Date | null;

/** A workbook as a spreadsheet program saves it. */
export async function workbook(rows: Cell[][]): Promise<Buffer> {
  const written = await writeWorkbook(
    rows.map((row) => [...row]),
    { dateFormat: 'yyyy-mm-dd' },
  ).toBuffer();
  return Buffer.from(written);
}

/** The cells of CSV text; what looks like a number is one. */
export function cellsOf(csv: string): Cell[][] {
  const lines = csv.trimEnd().split('\n');
  return lines.map((line) =>
    line.split(',').map((text) => (text === '' ? null : /^\d+$/.test(text) ? Number(text) : text)),
  );
}

const sheetPath = 'xl/worksheets/sheet1.xml';

/** A good workbook with another sheet put in its place. */
export async function workbookWithSheet(xml: string | Uint8Array): Promise<Buffer> {
  const files = unzipSync(await workbook([['a']]));
  return Buffer.from(zipSync({ ...files, [sheetPath]: typeof xml === 'string' ? strToU8(xml) : xml }));
}

/** An archive whose directory tells another size than the true one of its largest file. */
export function lyingArchive(archive: Buffer, inflatedBytes: number): Buffer {
  const lying = Buffer.from(archive);
  const sizeFields: number[] = [];
  for (let at = directoryEntryAfter(lying, 0); at >= 0; at = directoryEntryAfter(lying, at + 4)) {
    sizeFields.push(at + 24);
  }
  sizeFields.sort((left, right) => lying.readUInt32LE(right) - lying.readUInt32LE(left));
  lying.writeUInt32LE(inflatedBytes, sizeFields[0]);
  return lying;
}

function directoryEntryAfter(archive: Buffer, offset: number): number {
  return archive.indexOf('PK\u0001\u0002', offset, 'latin1');
}

const sheetStart =
  '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
const sheetEnd = '</sheetData></worksheet>';

/** About 300 KB that unpack to 300 MB of rows. */
export function bombSheet(): Promise<Buffer> {
  return workbookWithSheet(
    `${sheetStart}${'<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(7_500_000)}${sheetEnd}`,
  );
}

/** One cell in the last place that a sheet can have. */
export function farCellSheet(): Promise<Buffer> {
  return workbookWithSheet(
    `${sheetStart}<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>${sheetEnd}`,
  );
}

/** Entities that stand for ten of the one before, ten deep. */
export function entitySheet(): Promise<Buffer> {
  const names = Array.from({ length: 10 }, (_, depth) => `e${depth}`);
  const entities = names.map((name, depth) => {
    const content = depth === 0 ? 'laugh' : `&${names[depth - 1]};`.repeat(10);
    return `<!ENTITY ${name} "${content}">`;
  });
  return workbookWithSheet(
    `<?xml version="1.0"?><!DOCTYPE bomb [${entities.join('')}]>` +
      `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData></worksheet>`,
  );
}

/** A ZIP archive that is no workbook. */
export function otherArchive(): Buffer {
  return Buffer.from(zipSync({ 'letter.txt': strToU8('Dear Sir or Madam') }));
}
