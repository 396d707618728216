import { commitChunk, type PayloadCipher, readBatch, readChunkEntry, sealRejects } from '@bora/batch-store';
import { type ChunkJob, packedScoreBytes, type Reject } from '@bora/contracts';
import type { Redis } from 'ioredis';

/**
 * Commits every row of a chunk that cannot be scored as a reject with the code `chunk-failed`: rows never
 * vanish. Does nothing where the chunk is committed or the batch has ended.
 *
 * @returns rows that were given up, and whether they were the last of their batch.
 */
export async function giveUpChunk(
  redis: Redis,
  cipher: PayloadCipher,
  job: ChunkJob,
  waitingSeconds: number,
): Promise<{ rows: number; isLast: boolean }> {
  const { batchId, chunk } = job;
  const [batch, entry] = await Promise.all([
    readBatch(redis, batchId),
    readChunkEntry(redis, batchId, chunk),
  ]);
  if (batch?.state !== 'scoring' || !entry) return nothing;
  // A line inside quotation marks can hold several rows' worth of breaks; the chunk's first line is what is known.
  const rejects = Array.from(
    { length: entry.rows },
    (_, index): Reject => ({
      row: entry.firstRow + index,
      line: entry.firstLine,
      code: 'chunk-failed',
      column: null,
      given: null,
      allowed: 'This part of the file could not be scored after several attempts. Upload these rows again.',
    }),
  );
  const outcome = await commitChunk(redis, {
    batchId,
    chunk,
    firstRow: entry.firstRow,
    packed: new Uint8Array(entry.rows * packedScoreBytes),
    applicantIds: new Array<string>(entry.rows).fill(''),
    rejects: sealRejects(cipher, batchId, chunk, rejects),
    counters: { rowsRejected: entry.rows },
    waitingSeconds,
  });
  const isLast = outcome === 'completed';
  return isLast || outcome === 'committed' ? { rows: entry.rows, isLast } : nothing;
}

const nothing = { rows: 0, isLast: false };
