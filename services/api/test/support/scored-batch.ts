import { randomUUID } from 'node:crypto';
import { addChunk, commitChunk, createBatch, publishBatch } from '@bora/batch-store';
import { packedScoreBytes, writePackedScore } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { ScoreTerms } from '../../src/scores/describe-score.ts';
import { speakersOf } from '../../src/scores/describe-score.ts';
import { inventedSchema } from './invented-schema.ts';
import { fixedRecord } from './simulated-worker.ts';

const lifetimes = { waitingSeconds: 3_600, resultSeconds: 3_600 };
const rowsPerChunk = 2_000;
export const inventedVersions = {
  model: { name: 'invented', version: 'v1' },
  policy: { name: 'default', version: 1 },
};

/** What describes the scores of a `scoredBatch`. */
export const inventedTerms: ScoreTerms = {
  model: inventedVersions.model,
  schema: inventedSchema,
  speakers: speakersOf(inventedSchema),
  policy: {
    ...inventedVersions.policy,
    createdAt: '2026-01-01T00:00:00.000Z',
    description: '',
    approveBelow: 0.2,
    declineFrom: 0.3,
    rules: [],
  },
};

/** A batch whose rows are all scored, as workers leave it in Redis; the last `missing` chunks are not scored. */
export async function scoredBatch(
  redis: Redis,
  rows: number,
  { nameOf = (row: number) => `id-${row}`, owner = 'local', missingChunks = 0 } = {},
): Promise<string> {
  const id = randomUUID();
  await createBatch(
    redis,
    { id, owner, fileName: 'invented.csv', schema: inventedSchema.id, ...inventedVersions },
    lifetimes,
  );
  const chunks = Math.ceil(rows / rowsPerChunk);
  const rowsOf = (chunk: number) => Math.min(rowsPerChunk, rows - chunk * rowsPerChunk);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const firstRow = chunk * rowsPerChunk + 1;
    const entry = { firstRow, rows: rowsOf(chunk), firstLine: firstRow + 1, storedAt: 0, storedBytes: 1 };
    await addChunk(redis, id, chunk, entry, Buffer.from('x'), lifetimes);
  }
  const file = { fileSha256: 'f'.repeat(64), fileBytes: 1, layout: '{}', ignoredColumns: [], rows, chunks };
  await publishBatch(redis, id, file);
  for (let chunk = 0; chunk < chunks - missingChunks; chunk += 1) {
    const firstRow = chunk * rowsPerChunk + 1;
    const count = rowsOf(chunk);
    const packed = Buffer.alloc(count * packedScoreBytes);
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    for (let index = 0; index < count; index += 1) {
      writePackedScore(view, index * packedScoreBytes, fixedRecord(firstRow + index));
    }
    await commitChunk(redis, {
      batchId: id,
      chunk,
      firstRow,
      packed,
      applicantIds: Array.from({ length: count }, (_, index) => nameOf(firstRow + index)),
      rejects: new Uint8Array(),
      counters: { rowsScored: count },
      waitingSeconds: lifetimes.waitingSeconds,
    });
  }
  return id;
}
