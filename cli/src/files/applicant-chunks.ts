import { createReadStream } from 'node:fs';
import type { ApplicationSchema } from '@bora/contracts';
import { ApplicantFileScanner, type FileLayout, type PiecePosition } from '@bora/features';

/** Whole records that stand one after another in a file. */
export interface ApplicantChunk extends PiecePosition {
  readonly layout: FileLayout;
  readonly bytes: Uint8Array;
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

const readBytes = 256 * 1024;

/**
 * Reads a file of applicants in chunks of `rowsPerChunk` records; memory holds one chunk and what was read last.
 *
 * @throws FileLayoutError, FileError when it is no file of the schema; the reason of the signal when it is aborted
 */
export async function* readApplicantChunks(
  path: string,
  schema: ApplicationSchema,
  rowsPerChunk: number,
  signal: AbortSignal,
): AsyncGenerator<ApplicantChunk> {
  const starts: (PiecePosition & { readonly start: number })[] = [];
  const scanner = new ApplicantFileScanner(schema, (start, _end, firstLine, firstRow) => {
    if ((firstRow - 1) % rowsPerChunk === 0) starts.push({ start, firstLine, firstRow });
  });
  let held = Buffer.alloc(0);
  let heldFrom = 0;
  let bytesRead = 0;

  function* completeChunks(end?: number): Generator<ApplicantChunk> {
    while (starts.length > (end === undefined ? 1 : 0)) {
      const { start, firstLine, firstRow } = starts.shift()!;
      const next = starts[0]?.start ?? end!;
      const bytes = held.subarray(start - heldFrom, next - heldFrom);
      yield { layout: scanner.layout!, firstLine, firstRow, bytes, bytesRead };
      held = held.subarray(next - heldFrom);
      heldFrom = next;
    }
  }

  for await (const piece of createReadStream(path, { highWaterMark: readBytes })) {
    signal.throwIfAborted();
    held = Buffer.concat([held, piece]);
    bytesRead += piece.length;
    scanner.push(piece);
    yield* completeChunks();
  }
  scanner.end();
  yield* completeChunks(bytesRead);
}
