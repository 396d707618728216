import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  addChunk,
  createBatch,
  createPayloadCipher,
  payloadContext,
  payloadKeyFromHex,
  publishBatch,
  readAllRejects,
  readAllScores,
  readBatch,
} from '@bora/batch-store';
import {
  type ApplicationSchema,
  type ChunkJob,
  chunkJobId,
  type ModelReference,
  type PolicyReference,
} from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { DeliveredRows } from './delivered-rows.ts';
import { cutFile } from './file-chunks.ts';

export interface BatchToPrepare {
  readonly bytes: Uint8Array;
  readonly schema: ApplicationSchema;
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  readonly payloadKey: string;
  /** Rows of one job. */
  readonly rowsPerJob: number;
}

/** A batch whose rows wait in Redis and whose jobs are not there yet. */
export interface PreparedBatch {
  readonly rows: number;
  /** Adds the jobs and waits for the last score; seconds from the first job added. */
  run(signal: AbortSignal): Promise<number>;
  /** Throws `CliError` unless every row was scored or rejected exactly once. */
  checkDelivery(): Promise<void>;
}

const lifetimes = { waitingSeconds: 3_600, resultSeconds: 3_600 };
const jobsAtOnce = 1_000;
const askEveryMs = 5;

/** Puts a file's rows into Redis as the api does, and leaves the jobs to be added when the clock runs. */
export async function prepareBatch(
  redis: Redis,
  queue: Queue,
  given: BatchToPrepare,
): Promise<PreparedBatch> {
  const { bytes, schema, model, policy, rowsPerJob } = given;
  const { layout, rows, chunks } = cutFile(bytes, schema, rowsPerJob);
  const cipher = createPayloadCipher(payloadKeyFromHex(given.payloadKey));
  const id = randomUUID();
  await createBatch(redis, { id, owner: 'bench', fileName: '', schema: schema.id, model, policy }, lifetimes);
  for (const [chunk, { firstRow, firstLine, rows: chunkRows, bytes: plain }] of chunks.entries()) {
    const sealed = cipher.seal(plain, payloadContext.chunk(id, chunk));
    const entry = { firstRow, rows: chunkRows, firstLine, storedAt: 0, storedBytes: sealed.length };
    await addChunk(redis, id, chunk, entry, sealed, lifetimes);
  }
  const file = {
    fileSha256: '0'.repeat(64),
    fileBytes: bytes.length,
    layout: JSON.stringify(layout),
    ignoredColumns: [],
    rows,
    chunks: chunks.length,
  };
  const jobs = chunks.map((_, chunk) => ({
    name: queue.name,
    data: { v: 1, batchId: id, chunk } satisfies ChunkJob,
    opts: { ...queue.defaultJobOptions, jobId: chunkJobId(id, chunk) },
  }));
  return {
    rows,
    async run(signal) {
      await publishBatch(redis, id, file);
      const startedAtMs = performance.now();
      for (let start = 0; start < jobs.length; start += jobsAtOnce) {
        await queue.addBulk(jobs.slice(start, start + jobsAtOnce));
      }
      while ((await readBatch(redis, id))?.state === 'scoring')
        await pause(askEveryMs, undefined, { signal });
      return (performance.now() - startedAtMs) / 1000;
    },
    async checkDelivery() {
      const delivered = new DeliveredRows(rows, `jobs of ${rowsPerJob} rows`);
      const batch = await readBatch(redis, id);
      if (batch) {
        for await (const block of readAllScores(redis, batch))
          for (const { row } of block) delivered.add(row);
        for await (const rejects of readAllRejects(redis, cipher, batch)) {
          for (const { row } of rejects) delivered.add(row);
        }
      }
      delivered.assertComplete();
    },
  };
}
