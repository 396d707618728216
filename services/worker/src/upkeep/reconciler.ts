import { failBatch, type PayloadCipher, readBatch, readChunkEntries, removeChunks } from '@bora/batch-store';
import { ChunkJob, chunkJobId, queues, redisKeys } from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { giveUpChunk } from '../jobs/give-up-chunk.ts';

export interface Reconciler {
  /** One round; does nothing while another worker runs one. */
  reconcile(): Promise<void>;
  /** Commits what failed for good as rejects. */
  sweepFailedChunks(): Promise<void>;
}

export interface ReconcilerDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly chunkQueue: Queue;
  readonly resultSeconds: number;
  readonly log: Logger;
}

/** An upload whose api has not been heard of for so long has broken off. */
const uploadSilenceMs = 60_000;
/** The api enqueues a published batch's chunks itself, within this time. */
const publishGraceMs = 5_000;
const roundMs = 1_500;

/** Finds what a crash left between two steps and takes the next step. */
export function createReconciler(dependencies: ReconcilerDependencies): Reconciler {
  const { redis, cipher, chunkQueue, resultSeconds, log } = dependencies;

  async function sweepFailedChunks(): Promise<void> {
    for (const job of await chunkQueue.getFailed(0, 100)) {
      const payload = ChunkJob.safeParse(job.data);
      if (payload.success) {
        await giveUpChunk(redis, cipher, payload.data, resultSeconds);
        await forgetIfEnded(payload.data.batchId);
      }
      log.warn({ jobId: job.id }, 'a chunk failed for good; its rows are rejects');
      await job.remove();
    }
  }

  async function forgetIfEnded(batchId: string): Promise<void> {
    const batch = await readBatch(redis, batchId);
    if (batch?.state !== 'scoring' && batch?.state !== 'uploading') await removeChunks(redis, batchId);
  }

  async function reconcileBatch(batchId: string): Promise<void> {
    const batch = await readBatch(redis, batchId);
    if (batch?.state === 'uploading') {
      if (Date.now() - (batch.uploadSeenAtMs ?? batch.createdAtMs) < uploadSilenceMs) return;
      const message = 'The upload broke off before the end of the file. Upload the file again.';
      await failBatch(redis, batchId, { code: 'upload-incomplete', message });
      log.warn({ batchId }, 'an upload went silent; the batch has failed');
    } else if (batch?.state === 'scoring') {
      if (Date.now() - (batch.scoringSinceMs ?? 0) >= publishGraceMs) await enqueueLostChunks(batchId);
    } else {
      await removeChunks(redis, batchId);
    }
  }

  async function enqueueLostChunks(batchId: string): Promise<void> {
    const chunks = [...(await readChunkEntries(redis, batchId)).keys()];
    // Jobs first, commits second: a chunk committed in between has no job but is among the done ones.
    const jobs = await Promise.all(chunks.map((chunk) => chunkQueue.getJobState(chunkJobId(batchId, chunk))));
    const done = new Set(await redis.smembers(redisKeys.batchDone(batchId)));
    const lost = chunks.filter((chunk, index) => jobs[index] === 'unknown' && !done.has(String(chunk)));
    if (lost.length === 0) return;
    log.warn({ batchId, chunks: lost.length }, 'chunks without a job; enqueueing them again');
    await chunkQueue.addBulk(
      lost.map((chunk) => ({
        name: queues.chunks.name,
        data: { v: 1, batchId, chunk } satisfies ChunkJob,
        opts: { jobId: chunkJobId(batchId, chunk) },
      })),
    );
  }

  return {
    sweepFailedChunks,
    async reconcile() {
      // Two rounds at once are harmless, every step is idempotent; the lock only spares many workers the same work.
      const isMine = await redis.set(redisKeys.reconcilerLock, 'held', 'PX', roundMs, 'NX');
      if (isMine !== 'OK') return;
      await sweepFailedChunks();
      for (const batchId of await redis.zrange(redisKeys.activeBatches, '0', '-1'))
        await reconcileBatch(batchId);
    },
  };
}
