import { isOldWorkbook, whyNotText } from '@bora/features';
import { ApiProblem } from '../errors.ts';
import type { Workbooks } from '../spreadsheet/workbooks.ts';

/** A ZIP archive, which an XLSX workbook is. */
const zipSignature = Buffer.from('PK\u0003\u0004', 'latin1');
/** The longest signature that is looked for, that of an old workbook. */
const signatureBytes = 8;

/**
 * The text of an uploaded file: its bytes as they come or, of an XLSX workbook, its first sheet as CSV. What a file
 * is its first bytes say, whatever its name or type; the name only words the refusal.
 * @throws ApiProblem, SpreadsheetError; what reading the bytes throws
 */
export async function* fileText(
  bytes: AsyncIterable<Buffer>,
  workbooks: Workbooks,
  fileName: string,
): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    const head = await readHead(pieces);
    if (isOldWorkbook(head)) assertText(head, fileName);
    const all = from(head, pieces);
    if (head.subarray(0, zipSignature.length).equals(zipSignature)) yield* workbooks.text(all);
    else {
      if (isNamedWorkbook(fileName)) assertText(head, fileName);
      yield* all;
    }
  } finally {
    await pieces.return?.();
  }
}

/** At least as many bytes as a signature has, where the file has them. */
async function readHead(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < signatureBytes) {
    const next = await pieces.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* from(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const isNamedWorkbook = (name: string) => /\.xls[xmb]?$/i.test(name);

/** What is named a workbook and is neither one nor text. Other bytes are refused by the line that holds them. */
function assertText(head: Buffer, fileName: string): void {
  const why = whyNotText(head, fileName);
  if (why !== undefined) throw new ApiProblem('spreadsheet-unreadable', why);
}
