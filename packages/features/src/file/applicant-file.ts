import type { ApplicationSchema } from '@bora/contracts';
import { ApplicantFileScanner } from './applicant-file-scanner.ts';
import type { FileLayout } from './file-layout.ts';

export interface ApplicantFile {
  readonly layout: FileLayout;
  /** The bytes from the first applicant on. */
  readonly records: Uint8Array;
  /** Line on which `records` begins, from 1. */
  readonly firstLine: number;
  /** Number of records, those included that validation may reject. */
  readonly rowCount: number;
}

/**
 * Finds layout and records of a file that is wholly in memory.
 *
 * Throws what `ApplicantFileScanner` throws.
 */
export function openApplicantFile(bytes: Uint8Array, schema: ApplicationSchema): ApplicantFile {
  let first = { start: 0, line: 1 };
  const scanner = new ApplicantFileScanner(schema, (start, _end, line, row) => {
    if (row === 1) first = { start, line };
  });
  scanner.push(bytes);
  scanner.end();
  const records = bytes.subarray(first.start);
  return { layout: scanner.layout!, records, firstLine: first.line, rowCount: scanner.rowCount };
}
