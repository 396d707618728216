import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { executeAll } from './change-state.ts';
import { readSingleScore, type SingleScore } from './single-score.ts';

/** A single score with the values that it was given, still sealed. */
export interface UnrecordedScore extends SingleScore {
  readonly sealedApplication: Buffer | undefined;
}

/** Single scores that are not in the record yet, the oldest first, and the ids of those that are gone. */
export async function readUnrecordedScores(
  redis: Redis,
  limit: number,
): Promise<{ scores: UnrecordedScore[]; gone: string[] }> {
  const ids = await redis.zrange(redisKeys.unrecordedScores, '0', String(limit - 1));
  const found = await Promise.all(
    ids.map(async (id) => {
      const [single, sealed] = await Promise.all([
        readSingleScore(redis, id),
        redis.hgetBuffer(redisKeys.score(id), 'payload'),
      ]);
      return single?.record ? { ...single, sealedApplication: sealed ?? undefined } : undefined;
    }),
  );
  return {
    scores: found.filter((score) => score !== undefined),
    gone: ids.filter((_, index) => found[index] === undefined),
  };
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
