import { type BatchRecord, readChunkEntries } from '@bora/batch-store';
import { askedBy, type ChunkJob, chunkJobId, queues, redisKeys } from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { enqueueAgain, jobsNotIn } from './lost-jobs.ts';

/** Enqueues chunks of a batch that wait without a job. */
export async function reconcileChunks(
  redis: Redis,
  queue: Queue,
  batch: Pick<BatchRecord, 'id' | 'requestId'>,
  log: Logger,
): Promise<void> {
  const batchId = batch.id;
  const isOpen = await openChunks(redis, batchId);
  const open = [...(await readChunkEntries(redis, batchId)).keys()].filter(isOpen);
  const withoutJob = await jobsNotIn(
    queue,
    open.map((chunk) => {
      const payload: ChunkJob = { v: 1, batchId, chunk, ...askedBy(batch) };
      return { id: chunkJobId(batchId, chunk), payload };
    }),
  );
  if (withoutJob.length === 0) return;
  // A chunk that was committed while we asked has no job either.
  const isOpenNow = await openChunks(redis, batchId);
  const lost = withoutJob.filter(({ payload }) => isOpenNow(payload.chunk));
  if (lost.length > 0)
    log.warn({ batchId, chunks: lost.length }, 'chunks without a job; enqueueing them again');
  await enqueueAgain(queue, queues.chunks, lost);
}

async function openChunks(redis: Redis, batchId: string): Promise<(chunk: number) => boolean> {
  const done = new Set(await redis.smembers(redisKeys.batchDone(batchId)));
  return (chunk) => !done.has(String(chunk));
}
