import { blockOf, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { executeAll } from './change-state.ts';
import { whatIfIdOf } from './what-if-store.ts';

/** Removes score and id of one row, and what was asked about it. Returns how many rows there were: 0 or 1. */
export async function removeRowResults(redis: Redis, batchId: string, row: number): Promise<number> {
  const { block, field } = blockOf(row - 1);
  const [removed] = await executeAll(
    redis
      .pipeline()
      .hdel(redisKeys.batchScores(batchId, block), String(field))
      .hdel(redisKeys.batchIds(batchId, block), String(field))
      .unlink(...whatIfKeys(whatIfIdOf(batchId, row))),
  );
  return Number(removed);
}

/** Removes a single score, what was given for it and what was asked about it. Returns how many there were: 0 or 1. */
export async function removeSingleScore(redis: Redis, id: string): Promise<number> {
  const [removed] = await executeAll(
    redis
      .pipeline()
      .unlink(redisKeys.score(id))
      .unlink(...whatIfKeys(whatIfIdOf(id))),
  );
  return Number(removed);
}

function whatIfKeys(whatIfId: string): string[] {
  return [redisKeys.whatIfQuestion(whatIfId), redisKeys.whatIfOutcome(whatIfId)];
}
