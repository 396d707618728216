import type { ApplicationSchema } from '@bora/contracts';
import { ApplicantFileScanner, type FileLayout } from '@bora/features';

/** Whole records that stand one after another in a file. */
export interface FileChunk {
  /** From 1. */
  readonly firstRow: number;
  /** Physical line, from 1. */
  readonly firstLine: number;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** Cuts a file in memory into chunks of `rowsPerChunk` records, as the api cuts one that streams in. */
export function cutFile(
  bytes: Uint8Array,
  schema: ApplicationSchema,
  rowsPerChunk: number,
): { layout: FileLayout; rows: number; chunks: FileChunk[] } {
  const cuts: { start: number; firstLine: number; firstRow: number }[] = [];
  const scanner = new ApplicantFileScanner(schema, (start, _end, firstLine, firstRow) => {
    if ((firstRow - 1) % rowsPerChunk === 0) cuts.push({ start, firstLine, firstRow });
  });
  scanner.push(bytes);
  scanner.end();
  const rows = scanner.rowCount;
  const chunks = cuts.map(({ start, firstLine, firstRow }, index) => ({
    firstRow,
    firstLine,
    rows: Math.min(rowsPerChunk, rows - firstRow + 1),
    bytes: bytes.subarray(start, cuts[index + 1]?.start ?? bytes.length),
  }));
  return { layout: scanner.layout!, rows, chunks };
}
