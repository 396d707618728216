import { setTimeout as pause } from 'node:timers/promises';
import { awaitsRecord, type BatchRecord, readBatch } from '@bora/batch-store';
import { queuePrefix, queues, redisKeys } from '@bora/contracts';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** When the work that a run left was done. */
export interface Settled {
  /** Until every accepted file was scored. */
  readonly scoredMs: number;
  /** Until everything was in the record and nothing waited any more. */
  readonly doneMs: number;
  /** What still waited when the patience ended. */
  readonly stuck: readonly string[];
}

/** Work of which nothing is done for so long is stuck; the record is asked for again a minute after it has failed. */
const stillForMs = 90_000;
/** What fails again and again is never still. */
const patienceMs = 240_000;
const everyMs = 50;

/** Waits until nothing is left to do; everything is healed. */
export async function settle(redis: Redis): Promise<Settled> {
  const open = Object.values(queues).map(
    ({ name }) => new Queue(name, { connection: redis, prefix: queuePrefix }),
  );
  try {
    const since = performance.now();
    const scored = await untilNone(() => unscored(redis));
    const scoredMs = performance.now() - since;
    if (scored.length > 0) return { scoredMs, doneMs: scoredMs, stuck: scored };
    const waiting = async () => [...(await unfinished(redis)), ...(await waitingJobs(open))];
    const stuck = await untilNone(waiting);
    return { scoredMs, doneMs: performance.now() - since, stuck };
  } finally {
    await Promise.all(open.map((queue) => queue.close()));
  }
}

/** Answers what is found when it is nothing, or when it has not changed for long: how fast a machine is does not matter. */
async function untilNone(look: () => Promise<string[]>): Promise<string[]> {
  let seen = '';
  let seenAt = performance.now();
  const giveUpAt = seenAt + patienceMs;
  for (;;) {
    const found = await look();
    if (found.length === 0) return found;
    if (seen !== found.join()) {
      seen = found.join();
      seenAt = performance.now();
    }
    const now = performance.now();
    if (now - seenAt > stillForMs || now > giveUpAt) return found;
    await pause(everyMs);
  }
}

export async function allBatches(redis: Redis): Promise<BatchRecord[]> {
  const ids = await redis.zrange(redisKeys.batches, '0', '-1');
  const batches = await Promise.all(ids.map((id) => readBatch(redis, id)));
  return batches.filter((batch) => batch !== undefined);
}

async function unscored(redis: Redis): Promise<string[]> {
  const open = (await allBatches(redis)).filter(({ state }) => state === 'uploading' || state === 'scoring');
  return open.map(
    ({ id, state, chunksDone, chunks }) => `batch ${id} is ${state}, ${chunksDone} of ${chunks} chunks done`,
  );
}

/** What is not in the record, or is still looked after. */
async function unfinished(redis: Redis): Promise<string[]> {
  const unrecorded = (await allBatches(redis)).filter(awaitsRecord);
  const lists = [redisKeys.activeBatches, redisKeys.waitingScores, redisKeys.unrecordedScores] as const;
  const counts = await Promise.all(lists.map((key) => redis.zcard(key)));
  return [
    ...unrecorded.map(({ id }) => `batch ${id} is not in the record`),
    ...lists.flatMap((key, index) => (counts[index] === 0 ? [] : [`${key} lists ${counts[index]}`])),
  ];
}

async function waitingJobs(open: readonly Queue[]): Promise<string[]> {
  const found = await Promise.all(
    open.map(async (queue) => {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
      return Object.entries(counts).flatMap(([state, count]) =>
        count === 0 ? [] : [`${count} ${state} jobs in ${queue.name}`],
      );
    }),
  );
  return found.flat();
}
