import { failBatch, readBatch, removeChunks } from '@bora/batch-store';
import { ObjectStoreUnavailableError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import { ApiProblem, redisUnavailable, storeUnavailable } from '../errors.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import { fileProblem } from './upload-problems.ts';

/** The batch takes the state `failed`, with the problem's code. Whoever ended the batch before us did not remove what came later. */
export async function leaveFailed(redis: Redis, batchId: string, problem: unknown): Promise<void> {
  const { code, message } =
    problem instanceof ApiProblem
      ? problem
      : { code: 'internal', message: 'Something went wrong on our side. Upload the file again.' };
  if (await failBatch(redis, batchId, { code, message })) return;
  const batch = await readBatch(redis, batchId);
  if (batch?.state === 'failed' || batch?.state === 'cancelled') await removeChunks(redis, batchId);
}

/** What went wrong with an upload, as the client is told it. */
export function uploadProblem(error: unknown): unknown {
  if (error instanceof ObjectStoreUnavailableError) return storeUnavailable(error);
  if (isRedisFailure(error)) return redisUnavailable(error);
  return fileProblem(error);
}
