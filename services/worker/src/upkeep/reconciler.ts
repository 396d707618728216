import {
  awaitsRecord,
  type BatchRecord,
  failBatch,
  type Lifetimes,
  type PayloadCipher,
  readBatch,
  readChunkEntries,
  redisNowMs,
  settleBatch,
} from '@bora/batch-store';
import { type ChunkJob, chunkJobId, queues, redisKeys } from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { FailedJobs } from './failed-jobs.ts';
import { reconcileRecord } from './reconcile-records.ts';
import { reconcileSingles } from './reconcile-singles.ts';

export interface ReconcilerDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly chunkQueue: Queue;
  readonly singleQueue: Queue;
  readonly recordQueue: Queue;
  readonly failedJobs: FailedJobs;
  readonly lifetimes: Lifetimes;
  readonly log: Logger;
  /** A batch was failed here. */
  readonly onFailed: () => void;
}

/** An upload whose api has not been heard of for so long has broken off. */
const uploadSilenceMs = 60_000;
/** The api enqueues a published batch's chunks itself, within this time. */
const publishGraceMs = 5_000;
const roundMs = 1_500;
const jobsAtOnce = 500;

/** One round of finding what a crash left between two steps and taking the next step. */
export function createReconciler(dependencies: ReconcilerDependencies): () => Promise<void> {
  const { redis, chunkQueue, singleQueue, recordQueue, failedJobs, lifetimes, log, onFailed } = dependencies;

  async function reconcileBatch(batchId: string, nowMs: number): Promise<void> {
    const batch = await readBatch(redis, batchId);
    if (batch?.state === 'uploading') {
      if (nowMs - (batch.uploadSeenAtMs ?? batch.createdAtMs) < uploadSilenceMs) return;
      const message = 'The upload broke off before the end of the file. Upload the file again.';
      if (!(await failBatch(redis, batchId, { code: 'upload-incomplete', message }))) return;
      onFailed();
      log.warn({ batchId }, 'an upload went silent; the batch has failed');
    } else if (batch?.state === 'scoring') {
      if (nowMs - (batch.scoringSinceMs ?? 0) >= publishGraceMs) await enqueueLostChunks(batch);
    } else if (batch && awaitsRecord(batch)) {
      if (nowMs - (batch.endedAtMs ?? 0) >= publishGraceMs) await reconcileRecord(recordQueue, batch);
    } else {
      await settleBatch(redis, batchId, lifetimes.resultSeconds);
    }
  }

  async function enqueueLostChunks({ id: batchId, requestId }: BatchRecord): Promise<void> {
    const asked = requestId === undefined ? {} : { requestId };
    const done = new Set(await redis.smembers(redisKeys.batchDone(batchId)));
    const open = [...(await readChunkEntries(redis, batchId)).keys()].filter(
      (chunk) => !done.has(String(chunk)),
    );
    const states = await Promise.all(open.map((chunk) => chunkQueue.getJobState(chunkJobId(batchId, chunk))));
    const withoutJob = open.filter((_, index) => states[index] === 'unknown');
    if (withoutJob.length === 0) return;
    // A chunk that was committed while we asked has no job either.
    const doneNow = new Set(await redis.smembers(redisKeys.batchDone(batchId)));
    const lost = withoutJob.filter((chunk) => !doneNow.has(String(chunk)));
    if (lost.length > 0)
      log.warn({ batchId, chunks: lost.length }, 'chunks without a job; enqueueing them again');
    for (let from = 0; from < lost.length; from += jobsAtOnce) {
      await chunkQueue.addBulk(
        lost.slice(from, from + jobsAtOnce).map((chunk) => ({
          name: queues.chunks.name,
          data: { v: 1, batchId, chunk, ...asked } satisfies ChunkJob,
          opts: { jobId: chunkJobId(batchId, chunk) },
        })),
      );
    }
  }

  return async () => {
    // Two rounds at once are harmless, every step is idempotent; the lock only spares many workers the same work.
    const isMine = await redis.set(redisKeys.reconcilerLock, 'held', 'PX', roundMs, 'NX');
    if (isMine !== 'OK') return;
    await failedJobs.sweepChunks();
    await failedJobs.sweepSingles();
    await failedJobs.sweepWhatIfs();
    const nowMs = await redisNowMs(redis);
    await reconcileSingles(redis, singleQueue, nowMs);
    for (const batchId of await redis.zrange(redisKeys.activeBatches, '0', '-1')) {
      // One batch that cannot be repaired must not keep the others waiting.
      await reconcileBatch(batchId, nowMs).catch((error: unknown) =>
        log.error(
          { batchId, error: error instanceof Error ? error.name : 'unknown' },
          'a batch could not be repaired',
        ),
      );
    }
  };
}
