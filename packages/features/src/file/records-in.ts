import type { FileLayout } from './file-layout.ts';
import { type OnRecord, RecordScanner } from './record-scanner.ts';

export interface TextRecord {
  /** Without its line break; U+FFFD where the bytes are not UTF-8. */
  readonly text: string;
  /** Line on which it begins, from 1. */
  readonly line: number;
}

type Cut = Pick<FileLayout, 'delimiter' | 'quote'>;

/** The records of a piece of a file that begins and ends between two records; `firstLine` is its first line. */
export function recordsIn(bytes: Uint8Array, layout: Cut, firstLine: number): TextRecord[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: TextRecord[] = [];
  scanPiece(bytes, layout, firstLine, (start, end, line) => {
    records.push({ text: buffer.toString('utf8', start, end), line });
  });
  return records;
}

/** The bytes of one record of such a piece, from 0, without its line break; `undefined` where it has fewer. */
export function recordAt(bytes: Uint8Array, layout: Cut, place: number): Uint8Array | undefined {
  let count = 0;
  let found: Uint8Array | undefined;
  scanPiece(bytes, layout, 1, (start, end) => {
    if (count === place) found = bytes.subarray(start, end);
    count += 1;
  });
  return found;
}

/** The bytes of every record of such a piece, without line breaks: views of the piece. */
export function recordBytesIn(bytes: Uint8Array, layout: Cut): Uint8Array[] {
  const records: Uint8Array[] = [];
  scanPiece(bytes, layout, 1, (start, end) => records.push(bytes.subarray(start, end)));
  return records;
}

function scanPiece(
  bytes: Uint8Array,
  { delimiter, quote }: Cut,
  firstLine: number,
  onRecord: OnRecord,
): void {
  const settings = { delimiter, quote, firstLine, isFileStart: false, maximumRecordBytes: bytes.length };
  const scanner = new RecordScanner(settings, onRecord);
  scanner.push(bytes);
  scanner.end();
}
