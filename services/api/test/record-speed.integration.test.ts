import { setInterval } from 'node:timers';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDecisions } from '../src/records/find-decisions.ts';
import { makePartitions } from '../src/records/partitions.ts';
import { recordBatch } from '../src/records/record-batch.ts';
import { openRecordDatabase } from './support/record-database.ts';
import { recordWork } from './support/record-work.ts';
import { scoredBatch } from './support/scored-batch.ts';

let server: RedisServer;
let redis: Redis;
let database: Awaited<ReturnType<typeof openRecordDatabase>>;

beforeAll(async () => {
  [server, database] = await Promise.all([startRedis(), openRecordDatabase()]);
  redis = new Redis(server.url);
  await makePartitions(database.query);
});
afterAll(async () => {
  redis.disconnect();
  await Promise.all([server.stop(), database.drop()]);
});

/** Records a batch; seconds, the most memory (MB) above the start, and the longest pause (ms) of the event loop. */
async function measured(rows: number) {
  const id = await scoredBatch(redis, rows);
  const before = process.memoryUsage().rss;
  let [most, pause, last] = [0, 0, performance.now()];
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before);
    pause = Math.max(pause, performance.now() - last);
    last = performance.now();
  }, 5);
  const startedAt = performance.now();
  await recordBatch({ ...recordWork(redis, database.query), resultSeconds: 3_600 }, id);
  const seconds = (performance.now() - startedAt) / 1_000;
  clearInterval(watch);
  const result = { rows, seconds, megabytes: most / 2 ** 20, pauseMs: pause };
  process.stdout.write(`record: ${JSON.stringify(result)}\n`);
  return result;
}

test('50,000 decisions are recorded within 1.5 seconds, and memory does not grow with the batch', async () => {
  await measured(50_000);
  const runs = [await measured(50_000), await measured(50_000), await measured(50_000)];
  const large = await measured(500_000);
  const median = runs.map(({ seconds }) => seconds).sort((left, right) => left - right)[1];
  expect(median).toBeLessThanOrEqual(1.5);
  expect(large.megabytes).toBeLessThan(60);
}, 300_000);

test('an applicant among all decisions is found within 50 ms at p99', async () => {
  await sql`analyze decisions`.execute(database.query);
  const times: number[] = [];
  for (let asked = 1; asked <= 500; asked += 1) {
    const startedAt = performance.now();
    const { records } = await findDecisions(database.query, { applicantId: `id-${asked * 97}` }, 50);
    times.push(performance.now() - startedAt);
    expect(records.length).toBeGreaterThanOrEqual(1);
  }
  times.sort((left, right) => left - right);
  process.stdout.write(`search: p50 ${times[249]?.toFixed(1)} ms, p99 ${times[494]?.toFixed(1)} ms\n`);
  expect(times[494]).toBeLessThanOrEqual(50);
});
