import type { FileLayout } from './file-layout.ts';
import { RecordScanner } from './record-scanner.ts';

export interface TextRecord {
  /** Without its line break; U+FFFD where the bytes are not UTF-8. */
  readonly text: string;
  /** Line on which it begins, from 1. */
  readonly line: number;
}

/** The records of a piece of a file that begins and ends between two records; `firstLine` is its first line. */
export function recordsIn(bytes: Uint8Array, layout: FileLayout, firstLine: number): TextRecord[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: TextRecord[] = [];
  const settings = { ...layout, firstLine, isFileStart: false, maximumRecordBytes: bytes.length };
  const scanner = new RecordScanner(settings, (start, end, line) => {
    records.push({ text: buffer.toString('utf8', start, end), line });
  });
  scanner.push(bytes);
  scanner.end();
  return records;
}
