import { readSingleScore } from '@bora/batch-store';
import { askedBy, queues, redisKeys, type SingleJob, singleJobId } from '@bora/contracts';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** The api enqueues a single application itself, within this time. */
const enqueueGraceMs = 5_000;
const singlesAtOnce = 100;

/** Enqueues single applications that wait without a job: their api died between keeping and enqueueing them. */
export async function reconcileSingles(redis: Redis, queue: Queue, nowMs: number): Promise<void> {
  const oldest = await redis.zrangebyscore(
    redisKeys.waitingScores,
    '-inf',
    nowMs - enqueueGraceMs,
    'LIMIT',
    0,
    singlesAtOnce,
  );
  for (const scoreId of oldest) {
    const single = await readSingleScore(redis, scoreId);
    if (single?.state !== 'queued') {
      if (single?.state === 'scored' && single.trial !== 'yes')
        await redis.zadd(redisKeys.unrecordedScores, nowMs, scoreId);
      await redis.zrem(redisKeys.waitingScores, scoreId);
    } else if ((await queue.getJobState(singleJobId(scoreId))) === 'unknown') {
      const payload: SingleJob = { v: 1, scoreId, ...askedBy(single) };
      await queue.add(queues.singles.name, payload, { jobId: singleJobId(scoreId) });
    }
  }
}
