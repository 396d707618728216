import { type BatchRecord, type PayloadCipher, readAllRejects } from '@bora/batch-store';
import { safeCsvField } from '@bora/features';
import type { Redis } from 'ioredis';
import { csvLine } from './csv.ts';

export const rejectColumns = ['row', 'line', 'code', 'column', 'given', 'allowed'] as const;

/** `rejects.csv`, a chunk at a time: rows that have no score, and why, in the order of the file. */
export async function* rejectLines(
  redis: Redis,
  cipher: PayloadCipher,
  batch: BatchRecord,
): AsyncGenerator<string> {
  yield csvLine(rejectColumns);
  for await (const rejects of readAllRejects(redis, cipher, batch)) {
    const lines = rejects.map(({ row, line, code, column, given, allowed }) =>
      csvLine([
        String(row),
        String(line),
        code,
        safeCsvField(column ?? ''),
        safeCsvField(given ?? ''),
        safeCsvField(allowed),
      ]),
    );
    yield lines.join('');
  }
}
