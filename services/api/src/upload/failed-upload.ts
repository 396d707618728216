import { failBatch, readBatch, removeChunks } from '@bora/batch-store';
import { ObjectStoreUnavailableError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import { ApiProblem, redisProblem, storeUnavailable } from '../errors.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import { fileProblem } from './upload-problems.ts';

/** The batch takes the state `failed`, with the problem's code. Whoever ended the batch before us did not remove what came later. */
export async function leaveFailed(redis: Redis, batchId: string, problem: unknown): Promise<void> {
  if (await failBatch(redis, batchId, uploadFailure(problem))) return;
  const batch = await readBatch(redis, batchId);
  if (batch?.state === 'failed' || batch?.state === 'cancelled') await removeChunks(redis, batchId);
}

/** What is written down of a file whose upload failed. */
export function uploadFailure(problem: unknown): { readonly code: string; readonly message: string } {
  if (problem instanceof ApiProblem) return { code: problem.code, message: problem.message };
  return { code: 'internal', message: 'Something went wrong on our side. Upload the file again.' };
}

/** What went wrong with an upload, as the client is told it. */
export function uploadProblem(error: unknown): unknown {
  if (error instanceof ObjectStoreUnavailableError) return storeUnavailable(error);
  if (isRedisFailure(error)) return redisProblem(error);
  return fileProblem(error);
}
