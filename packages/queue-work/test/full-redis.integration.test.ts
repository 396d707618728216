import { queuePrefix } from '@bora/contracts';
import { type RedisServer, startRedis, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type QueueConsumer, startQueueConsumer } from '../src/queue-consumer.ts';
import { startQueueWork } from '../src/queue-work.ts';

const queueName = 'boats';
const silent = { log: pino({ level: 'silent' }), outage: { trouble: () => {}, serves: () => {} } };
let server: RedisServer;
let redis: Redis;
let queue: Queue;
let consumer: QueueConsumer | undefined;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
  queue = new Queue(queueName, { connection: redis, prefix: queuePrefix });
});
afterAll(async () => {
  await consumer?.close(1_000);
  await queue.close();
  redis.disconnect();
  await server.stop();
});

test('a full Redis is asked for the next job about once a second, and its jobs are taken when there is room', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `job-${index}`);
  await queue.addBulk(ids.map((jobId) => ({ name: queueName, data: {}, opts: { jobId } })));
  await redis.config('SET', 'maxmemory', '1mb');
  const troubleAtMs: number[] = [];
  const done: (string | undefined)[] = [];
  consumer = startQueueConsumer({
    queueName,
    redisUrl: server.url,
    concurrency: 4,
    maxStalledCount: 3,
    process: async ({ id }) => {
      done.push(id);
    },
    onFailed: () => {},
    log: pino({ level: 'silent' }),
    outage: { trouble: () => troubleAtMs.push(performance.now()), serves: () => {} },
  });
  await waitUntil(() => performance.now() - (troubleAtMs[0] ?? Number.NaN) > 3_000, {
    what: 'three seconds of a full Redis',
  });
  expect(troubleAtMs.length).toBeLessThan(20);
  expect(done).toEqual([]);
  await redis.config('SET', 'maxmemory', '0');
  await waitUntil(() => done.length === ids.length, { what: 'every job to be done' });
  expect(done.sort()).toEqual(ids.sort());
});

test('a job that finds no room for what it writes waits for it, and uses up no attempt', async () => {
  const name = 'ferries';
  const ferries = new Queue(name, { connection: redis, prefix: queuePrefix });
  const outcomes: string[] = [];
  let isFull = false;
  const work = startQueueWork({
    ...silent,
    declaration: {
      name,
      maxStalledCount: 1,
      payload: z.object({}),
      result: z.object({ outcome: z.literal('written') }),
    },
    queue: ferries,
    redisUrl: server.url,
    concurrency: 1,
    handle: async () => {
      if (!isFull) await redis.config('SET', 'maxmemory', '1mb');
      isFull = true;
      await redis.set('cargo', 'fish');
      return 'written' as const;
    },
    sweep: async () => {},
    onEnd: ({ outcome }) => outcomes.push(outcome),
  });
  try {
    await ferries.add(name, {}, { jobId: 'only-one', attempts: 1 });
    await waitUntil(() => outcomes.length > 0, { what: 'the job to meet a full Redis' });
    await redis.config('SET', 'maxmemory', '0');
    await waitUntil(() => outcomes.length > 1, { what: 'the job to be taken again' });
    expect(outcomes).toEqual(['waits', 'written']);
    expect(await ferries.getFailedCount()).toBe(0);
  } finally {
    await work.close(1_000);
    await ferries.close();
  }
});
