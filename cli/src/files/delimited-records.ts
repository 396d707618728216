import { createReadStream } from 'node:fs';
import { type FileLayout, fieldsOf, RecordScanner } from '@bora/features';

export interface DelimitedRecord {
  /** Without its line break. */
  readonly bytes: Uint8Array;
  /** `null` where a quotation mark inside a quoted field is not doubled. */
  readonly fields: readonly string[] | null;
  /** Line on which it begins, from 1. */
  readonly line: number;
}

/** Few records at a time, so that none is kept for long. */
const readBytes = 32 * 1024;

/**
 * The records of a delimited text file, the header too, in the order of the file; memory holds what was read last.
 *
 * @param onBytesRead told of each piece how many bytes of the file were read
 * @throws FileError when it is no text; the reason of the signal when it is aborted
 */
export async function* readDelimitedRecords(
  path: string,
  delimiter: FileLayout['delimiter'],
  signal: AbortSignal,
  onBytesRead?: (bytes: number) => void,
): AsyncGenerator<DelimitedRecord> {
  const found: { start: number; end: number; line: number }[] = [];
  const scanner = new RecordScanner({ delimiter, quote: '"' }, (start, end, line) => {
    found.push({ start, end, line });
  });
  let held = Buffer.alloc(0);
  let heldFrom = 0;
  let bytesRead = 0;

  function* complete(): Generator<DelimitedRecord> {
    for (const { start, end, line } of found.splice(0)) {
      const bytes = held.subarray(start - heldFrom, end - heldFrom);
      yield { bytes, fields: fieldsOf(bytes.toString('utf8'), delimiter, '"'), line };
      held = held.subarray(end - heldFrom);
      heldFrom = end;
    }
  }

  for await (const piece of createReadStream(path, { highWaterMark: readBytes })) {
    signal.throwIfAborted();
    held = Buffer.concat([held, piece]);
    bytesRead += piece.length;
    scanner.push(piece);
    yield* complete();
    onBytesRead?.(bytesRead);
  }
  scanner.end();
  yield* complete();
}
