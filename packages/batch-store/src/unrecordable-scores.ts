import { redisKeys } from '@bora/contracts';
import type { ChainableCommander, Redis } from 'ioredis';

/** Ids of applications that may be trials or have failed; some may be gone, or scored after all. */
export function readUnrecordableScores(redis: Redis): Promise<string[]> {
  return redis.zrange(redisKeys.unrecordableScores, '0', '-1');
}

/** Lists one that never comes into the record; those that have expired leave the list. */
export function listUnrecordable(pipeline: ChainableCommander, id: string, expiresAtMs: number): void {
  pipeline
    .zremrangebyscore(redisKeys.unrecordableScores, '-inf', Date.now())
    .zadd(redisKeys.unrecordableScores, expiresAtMs, id);
}
