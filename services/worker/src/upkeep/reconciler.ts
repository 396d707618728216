import {
  awaitsRecord,
  failBatch,
  type Lifetimes,
  readBatch,
  redisNowMs,
  settleBatch,
} from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { troubleCode } from '@bora/queue-work';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ScoringQueues } from '../jobs/scoring-queues.ts';
import type { FailedJobs } from './failed-jobs.ts';
import { reconcileChunks } from './reconcile-chunks.ts';
import { reconcileRecord } from './reconcile-records.ts';
import { reconcileSingles } from './reconcile-singles.ts';

export interface ReconcilerDependencies {
  readonly redis: Redis;
  readonly queues: Pick<ScoringQueues, 'chunks' | 'singles' | 'records'>;
  readonly failedJobs: FailedJobs;
  readonly lifetimes: Lifetimes;
  readonly log: Logger;
  /** A batch was failed here. */
  readonly onBatchFailed: () => void;
}

/** An upload whose api has not been heard of for so long has broken off. */
const uploadSilenceMs = 60_000;
/** The api enqueues a published batch's chunks itself, within this time. */
const publishGraceMs = 5_000;
const roundMs = 1_500;

/** One round of finding what a crash left between two steps and taking the next step. */
export function createReconciler(dependencies: ReconcilerDependencies): () => Promise<void> {
  const { redis, failedJobs, lifetimes, log, onBatchFailed } = dependencies;
  const { chunks, singles, records } = dependencies.queues;

  async function reconcileBatch(batchId: string, nowMs: number): Promise<void> {
    const batch = await readBatch(redis, batchId);
    if (batch?.state === 'uploading') {
      if (nowMs - (batch.uploadSeenAtMs ?? batch.createdAtMs) < uploadSilenceMs) return;
      const message = 'The upload broke off before the end of the file. Upload the file again.';
      if (!(await failBatch(redis, batchId, { code: 'upload-incomplete', message }))) return;
      onBatchFailed();
      log.warn({ batchId }, 'an upload went silent; the batch has failed');
    } else if (batch?.state === 'scoring') {
      if (nowMs - (batch.scoringSinceMs ?? 0) >= publishGraceMs)
        await reconcileChunks(redis, chunks, batch, log);
    } else if (batch && awaitsRecord(batch)) {
      if (nowMs - (batch.endedAtMs ?? 0) >= publishGraceMs) await reconcileRecord(records, batch);
    } else {
      await settleBatch(redis, batchId, lifetimes.resultSeconds);
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
    await reconcileSingles(redis, singles, nowMs);
    for (const batchId of await redis.zrange(redisKeys.activeBatches, '0', '-1')) {
      // One batch that cannot be repaired must not keep the others waiting.
      await reconcileBatch(batchId, nowMs).catch((error: unknown) =>
        log.error({ batchId, code: troubleCode(error) }, 'a batch could not be repaired'),
      );
    }
  };
}
