import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { executeAll } from './change-state.ts';
import { readSingleScore, type SingleScore } from './single-score.ts';

/** A single score with the values that it was given, still sealed. */
export interface UnrecordedScore extends SingleScore {
  readonly sealedApplication: Buffer | undefined;
}

/** Ids of single scores that are not in the record yet, the oldest first, at most `limit`. */
export function readUnrecordedIds(redis: Redis, limit: number): Promise<string[]> {
  return redis.zrange(redisKeys.unrecordedScores, '0', String(limit - 1));
}

/** Those of the ids that stand for single scores that are not in the record yet. */
export async function stillUnrecorded(redis: Redis, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const places = await redis.zmscore(redisKeys.unrecordedScores, [...ids]);
  return ids.filter((_, index) => places[index] !== null);
}

/** `undefined` where there is no such score any more. Throws where what is kept cannot be one. */
export async function readUnrecordedScore(redis: Redis, id: string): Promise<UnrecordedScore | undefined> {
  const [single, sealed] = await Promise.all([
    readSingleScore(redis, id),
    redis.hgetBuffer(redisKeys.score(id), 'payload'),
  ]);
  return single?.record ? { ...single, sealedApplication: sealed ?? undefined } : undefined;
}

/** These scores are in the record: they may expire. */
export async function markScoresRecorded(
  redis: Redis,
  ids: readonly string[],
  resultSeconds: number,
): Promise<void> {
  if (ids.length === 0) return;
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.expire(redisKeys.score(id), resultSeconds);
  // Last: while they are listed, whoever repeats this knows which they are.
  await executeAll(pipeline.zrem(redisKeys.unrecordedScores, ...ids));
}
