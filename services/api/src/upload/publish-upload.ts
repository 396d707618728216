import { type Lifetimes, noteFile, publishBatch, type ReceivedFile, readBatch } from '@bora/batch-store';
import { type ChunkJob, chunkJobId } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { JobQueue } from '../redis/job-queue.ts';
import { removeStoredUpload } from './stored-upload.ts';
import { batchEndedMeanwhile } from './upload-problems.ts';

export interface PublishDependencies {
  readonly redis: Redis;
  readonly uploads: ObjectStore;
  readonly chunkQueue: JobQueue<ChunkJob>;
  readonly lifetimes: Lifetimes;
  readonly log: Logger;
}

/** The batch that a received file becomes. */
interface PublishedBatch {
  readonly batchId: string;
  readonly requestId: string;
  readonly isTrial: boolean;
}

/** Makes a received file a batch whose chunks wait for workers. Throws `ApiProblem` where it was cancelled before. */
export async function publishUpload(
  { redis, uploads, chunkQueue, lifetimes, log }: PublishDependencies,
  { batchId, requestId, isTrial }: PublishedBatch,
  file: ReceivedFile,
): Promise<void> {
  // Before it is published, so that of two that come at once the second finds the first. No upload fails for it.
  if (!isTrial) {
    await noteFile(redis, batchId, file.fileSha256, lifetimes).catch((error) =>
      log.warn({ err: error, batchId }, 'the same file will not be noticed'),
    );
  }
  if (!(await becomesScoring(redis, batchId, file))) {
    await removeStoredUpload(uploads, batchId);
    throw batchEndedMeanwhile();
  }
  const jobs = Array.from({ length: file.chunks }, (_, chunk) => ({
    id: chunkJobId(batchId, chunk),
    payload: { v: 1, batchId, chunk, requestId } satisfies ChunkJob,
  }));
  // The batch is accepted: jobs that are not there now are added by the worker's reconciler.
  await chunkQueue
    .add(jobs)
    .catch((error) => log.warn({ err: error, batchId }, 'chunks wait for the reconciler'));
}

/** Redis may make the change and lose the answer: then its state tells. */
async function becomesScoring(redis: Redis, batchId: string, file: ReceivedFile): Promise<boolean> {
  try {
    return await publishBatch(redis, batchId, file);
  } catch (error) {
    const batch = await readBatch(redis, batchId);
    if (batch?.state === 'uploading') throw error;
    return batch?.state === 'scoring' || batch?.state === 'completed';
  }
}
