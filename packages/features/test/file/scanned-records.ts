import { RecordScanner, type RecordScannerSettings } from '../../src/file/record-scanner.ts';

export interface ScannedRecord {
  readonly text: string;
  readonly line: number;
}

/** The records that the scanner finds in a text that arrives in pieces of the given lengths, then the rest. */
export function scannedRecords(
  text: string | Uint8Array,
  settings: RecordScannerSettings,
  pieceLengths: readonly number[] = [],
): ScannedRecord[] {
  const bytes = Buffer.from(text);
  const records: ScannedRecord[] = [];
  const scanner = new RecordScanner(settings, (start, end, line) => {
    records.push({ text: bytes.toString('utf8', start, end), line });
  });
  let from = 0;
  for (const length of pieceLengths) {
    scanner.push(bytes.subarray(from, from + length));
    from = Math.min(bytes.length, from + length);
  }
  scanner.push(bytes.subarray(from));
  scanner.end();
  return records;
}
