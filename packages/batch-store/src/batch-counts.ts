import { BatchState, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { awaitsRecord } from './batch-record.ts';
import { executeAll } from './change-state.ts';

/** How many batches are in each state: of those created since a moment, the newest `limit`. */
export async function countBatchStates(
  redis: Redis,
  sinceMs: number,
  limit: number,
): Promise<Record<BatchState, number>> {
  const ids = await redis.zrevrangebyscore(redisKeys.batches, '+inf', sinceMs, 'LIMIT', 0, limit);
  const counts = Object.fromEntries(BatchState.options.map((state) => [state, 0])) as Record<
    BatchState,
    number
  >;
  for (const [text] of await fieldsOf(redis, ids, ['state'])) {
    // What has expired since it was listed has no state.
    const state = BatchState.safeParse(text);
    if (state.success) counts[state.data] += 1;
  }
  return counts;
}

/** What has ended and is not in the record yet. */
export interface Unrecorded {
  readonly batches: number;
  readonly scores: number;
  readonly auditEntries: number;
  /** Since when the batch or score waits that waits longest, epoch milliseconds. */
  readonly oldestMs: number | null;
}

export async function countUnrecorded(redis: Redis): Promise<Unrecorded> {
  const [active, scores, [, oldestScore], auditEntries] = await Promise.all([
    redis.zrange(redisKeys.activeBatches, '0', '-1'),
    redis.zcard(redisKeys.unrecordedScores),
    redis.zrange(redisKeys.unrecordedScores, '0', '0', 'WITHSCORES'),
    redis.llen(redisKeys.waitingAudit),
  ]);
  const ended = await endedUnrecorded(redis, active);
  const since = [...ended, ...(oldestScore === undefined ? [] : [Number(oldestScore)])];
  return {
    batches: ended.length,
    scores,
    auditEntries,
    oldestMs: since.length > 0 ? Math.min(...since) : null,
  };
}

/** When the batches ended that are not in the record. */
async function endedUnrecorded(redis: Redis, ids: readonly string[]): Promise<number[]> {
  const names = ['state', 'rows', 'recordedAtMs', 'trial', 'endedAtMs'];
  const ended: number[] = [];
  for (const [text, rows, recordedAtMs, trial, endedAtMs] of await fieldsOf(redis, ids, names)) {
    const state = BatchState.safeParse(text);
    if (!state.success) continue;
    const batch = {
      state: state.data,
      rows: rows == null ? undefined : Number(rows),
      recordedAtMs: recordedAtMs == null ? undefined : Number(recordedAtMs),
      trial: trial === 'yes' ? ('yes' as const) : undefined,
    };
    if (awaitsRecord(batch)) ended.push(Number(endedAtMs));
  }
  return ended;
}

async function fieldsOf(
  redis: Redis,
  ids: readonly string[],
  names: readonly string[],
): Promise<(string | null)[][]> {
  if (ids.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hmget(redisKeys.batchMeta(id), ...names);
  return (await executeAll(pipeline)) as (string | null)[][];
}
