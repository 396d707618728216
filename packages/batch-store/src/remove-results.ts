import { blockOf, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { executeAll } from './change-state.ts';

/** Removes the score and the id of one row. Returns how many rows there were: 0 or 1. */
export async function removeRowResults(redis: Redis, batchId: string, row: number): Promise<number> {
  const { block, field } = blockOf(row - 1);
  const [removed] = await executeAll(
    redis
      .pipeline()
      .hdel(redisKeys.batchScores(batchId, block), String(field))
      .hdel(redisKeys.batchIds(batchId, block), String(field)),
  );
  return Number(removed);
}

/** Removes a single score and what was given for it. Returns how many there were: 0 or 1. */
export async function removeSingleScore(redis: Redis, id: string): Promise<number> {
  return redis.unlink(redisKeys.score(id));
}
