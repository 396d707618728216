import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';

/** What runs, ends, and is written into the record then. */
export type RunKind = 'simulations' | 'segmentations';

export interface UnrecordedRun {
  readonly id: string;
  /** Listed a moment ago: what there is of it may be about to be kept. */
  readonly isNew: boolean;
}

const keptWithinMs = 60_000;

const listed: Record<RunKind, string> = {
  simulations: redisKeys.simulations,
  segmentations: redisKeys.segmentations,
};
const unrecorded: Record<RunKind, string> = {
  simulations: redisKeys.unrecordedSimulations,
  segmentations: redisKeys.unrecordedSegmentations,
};

/** Lists a run before it is kept, so that whatever breaks off after it is found. */
export async function listUnrecordedRun(
  redis: Redis,
  kind: RunKind,
  id: string,
  createdAtMs: number,
): Promise<void> {
  await redis.zadd(unrecorded[kind], createdAtMs, id);
}

/** Runs that are not in the record, the oldest first; among them those that still run. */
export async function readUnrecordedRuns(redis: Redis, kind: RunKind): Promise<UnrecordedRun[]> {
  const pairs = await redis.zrange(unrecorded[kind], '0', '-1', 'WITHSCORES');
  const runs: UnrecordedRun[] = [];
  for (let at = 0; at + 1 < pairs.length; at += 2)
    runs.push({ id: pairs[at]!, isNew: Date.now() - Number(pairs[at + 1]) < keptWithinMs });
  return runs;
}

export async function isRunUnrecorded(redis: Redis, kind: RunKind, id: string): Promise<boolean> {
  return (await redis.zscore(unrecorded[kind], id)) !== null;
}

/** It is in the record, or there is nothing of it any more. */
export async function forgetUnrecordedRun(redis: Redis, kind: RunKind, id: string): Promise<void> {
  await redis.zrem(unrecorded[kind], id);
}

/** Ids of all runs that Redis knows: those of an earlier release were not listed as unrecorded. */
export function readListedRuns(redis: Redis, kind: RunKind): Promise<string[]> {
  return redis.zrange(listed[kind], '0', '-1');
}
