import { setTimeout as pause } from 'node:timers/promises';
import { queuePrefix } from '@bora/contracts';
import { mendDisk, type RedisServer, spoilDisk, startRedis, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { LockTimes } from '../src/queue-consumer.ts';
import { startQueueWork } from '../src/queue-work.ts';

const name = 'ferries';
const lockKey = `${queuePrefix}:${name}:only-one:lock`;
const lock: LockTimes = { durationMs: 600, checkedEveryMs: 300 };
const longLock: LockTimes = { durationMs: 60_000, checkedEveryMs: 300 };
let server: RedisServer;
let redis: Redis;
let queue: Queue;
let outcomes: string[];
let works: ReturnType<typeof startQueueWork>[];

beforeEach(async () => {
  server = await startRedis({ appendOnly: true });
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  queue = new Queue(name, { connection: redis, prefix: queuePrefix });
  queue.on('error', () => {});
  outcomes = [];
  works = [];
});
afterEach(async () => {
  await Promise.all(works.map((work) => work.close(1_000)));
  await queue.close();
  redis.disconnect();
  await server.stop();
});

/** A job that may be lost never and tried once, and two workers, so that one of them has nothing to do with it. */
async function deliver(handle: (delivery: number) => Promise<unknown>, times = lock): Promise<void> {
  let delivery = 0;
  await queue.add(name, {}, { jobId: 'only-one', attempts: 1 });
  for (let count = 0; count < 2; count += 1) {
    works.push(
      startQueueWork({
        declaration: {
          name,
          maxStalledCount: 0,
          payload: z.object({}),
          result: z.object({ outcome: z.literal('written') }),
        },
        queue,
        redisUrl: server.url,
        concurrency: 1,
        lock: times,
        async handle() {
          delivery += 1;
          await handle(delivery);
          return 'written' as const;
        },
        sweep: async () => {},
        onEnd: ({ outcome }) => outcomes.push(outcome),
        log: pino({ level: 'silent' }),
        outage: { trouble: () => {}, serves: () => {} },
      }),
    );
  }
}

const unlocked = () =>
  waitUntil(async () => (await redis.exists(lockKey)) === 0, { what: 'the lock to end' });
const ended = () =>
  waitUntil(async () => (await queue.getJobCountByTypes('completed', 'failed')) === 1, {
    what: 'the end of the job',
  });

async function expectNothingCounted(): Promise<void> {
  await ended();
  expect(await queue.getFailedCount()).toBe(0);
  const counted = async () => (await queue.getJob('only-one'))!.stalledCounter;
  await waitUntil(async () => (await counted()) === 0, { what: 'the lost delivery to be forgiven' });
}

test('a job that cannot be written because the disk of Redis is full waits until it can, and uses up no delivery and no attempt', async () => {
  await deliver(async (delivery) => {
    if (delivery === 1) await spoilDisk(server, redis);
    await redis.set('cargo', 'fish');
  });
  await waitUntil(() => outcomes.length > 0, { what: 'the job to meet a full disk' });
  await unlocked();
  await mendDisk(server, redis);
  await expectNothingCounted();
  expect(outcomes).toEqual(['waits', 'written']);
});

test('a job that meets a disk of Redis that is full for a moment is put off as soon as Redis serves', async () => {
  await deliver(async (delivery) => {
    if (delivery === 1) await spoilDisk(server, redis);
    await redis.set('cargo', 'fish');
  }, longLock);
  await waitUntil(() => outcomes.length > 0, { what: 'the job to meet a full disk' });
  await mendDisk(server, redis);
  await waitUntil(async () => (await queue.getDelayedCount()) === 1, { what: 'the job to be put off' });
  await expectNothingCounted();
  expect(outcomes).toEqual(['waits', 'written']);
});

test.each([
  ['the disk of Redis is full', () => spoilDisk(server, redis), unlocked, () => mendDisk(server, redis)],
  [
    'the memory of Redis is full',
    () => redis.config('SET', 'maxmemory', '1mb'),
    unlocked,
    () => redis.config('SET', 'maxmemory', '0'),
  ],
  ['Redis is away', () => server.kill(), () => pause(lock.durationMs), () => server.restart()],
])(
  'a job that works while %s is delivered again where its lock ended, and uses up no delivery',
  async (_, begin, lockEnds, end) => {
    await deliver(async (delivery) => {
      if (delivery > 1) return;
      await begin();
      await lockEnds();
      await end();
    });
    await expectNothingCounted();
    expect(outcomes).toEqual(['written', 'written']);
  },
);

test('a job whose lock ends while Redis serves, as that of a worker that was killed, uses up a delivery', async () => {
  await deliver(async () => {
    await redis.del(lockKey);
  });
  await ended();
  expect(await queue.getFailedCount()).toBe(1);
  expect((await queue.getJob('only-one'))!.failedReason).toMatch(/stalled/);
});
