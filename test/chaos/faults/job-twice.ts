import { readChunkEntries } from '@bora/batch-store';
import { queuePrefix, queues, redisKeys } from '@bora/contracts';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Fault } from '../fault.ts';
import { repeatUntilStopped } from '../repeat-until-stopped.ts';

const copies = 2;

/** A job's id keeps it from being added twice; a queue that delivers twice looks to a worker like jobs of other ids. */
export const jobTwice: Fault = {
  name: 'job-twice',
  about: 'every job that waits is handed out three times, at the same time',
  draw(draw) {
    const holdMs = draw.integer(2_000, 5_000);
    return {
      details: `${holdMs} ms`,
      holdMs,
      async begin({ stage }) {
        const connection = { connection: stage.direct, prefix: queuePrefix };
        const chunks = new Queue(queues.chunks.name, connection);
        const singles = new Queue(queues.singles.name, connection);
        const records = new Queue(queues.records.name, connection);
        const done = new Set<string>();
        const again = async (queue: Queue, id: string, payload: object) => {
          if (done.has(id)) return;
          done.add(id);
          const jobs = Array.from({ length: copies }, (_, copy) => ({
            name: queue.name,
            data: payload,
            // Before what waits, so that it runs beside the first.
            opts: { jobId: `copy-${copy}-${id}`, lifo: true, removeOnComplete: true, attempts: 3 },
          }));
          await queue.addBulk(jobs);
        };
        const stop = repeatUntilStopped(50, async () => {
          for (const { batchId, chunk } of await waitingChunks(stage.direct))
            await again(chunks, `${batchId}-${chunk}`, { v: 1, batchId, chunk });
          for (const scoreId of await stage.direct.zrange(redisKeys.waitingScores, '0', '-1'))
            await again(singles, scoreId, { v: 1, scoreId });
          for (const batchId of await stage.direct.zrange(redisKeys.activeBatches, '0', '-1'))
            await again(records, batchId, { v: 1, kind: 'batch', batchId });
        });
        return async () => {
          await stop();
          await Promise.all([chunks, singles, records].map((queue) => queue.close()));
        };
      },
    };
  },
};

async function waitingChunks(redis: Redis): Promise<{ batchId: string; chunk: number }[]> {
  const found = [];
  for (const batchId of await redis.zrange(redisKeys.activeBatches, '0', '-1')) {
    // The bytes of an upload that still comes are not to be scored yet.
    if ((await redis.hget(redisKeys.batchMeta(batchId), 'state')) !== 'scoring') continue;
    for (const chunk of (await readChunkEntries(redis, batchId)).keys()) found.push({ batchId, chunk });
  }
  return found;
}
