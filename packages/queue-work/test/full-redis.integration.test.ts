import { queuePrefix } from '@bora/contracts';
import { type RedisServer, startRedis, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QueueConsumer, startQueueConsumer } from '../src/queue-consumer.ts';

const queueName = 'boats';
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
    outage: { trouble: () => troubleAtMs.push(performance.now()), over: () => {} },
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
