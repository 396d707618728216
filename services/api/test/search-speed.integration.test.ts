import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DecisionFilter, findDecisions } from '../src/records/find-decisions.ts';
import { makePartitions } from '../src/records/partitions.ts';
import { recordBatch } from '../src/records/record-batch.ts';
import { openRecordDatabase } from './support/record-database.ts';
import { recordWork } from './support/record-work.ts';
import { scoredBatch } from './support/scored-batch.ts';

const batches = 4;
const rowsOfBatch = 25_000;
const searches = 500;
let server: RedisServer;
let redis: Redis;
let database: Awaited<ReturnType<typeof openRecordDatabase>>;

beforeAll(async () => {
  [server, database] = await Promise.all([startRedis(), openRecordDatabase()]);
  redis = new Redis(server.url);
  await makePartitions(database.query);
  for (let batch = 0; batch < batches; batch += 1) {
    const nameOf = (row: number) => `id-${batch * rowsOfBatch + row}`;
    const id = await scoredBatch(redis, rowsOfBatch, { nameOf });
    await recordBatch({ ...recordWork(redis, database.query), resultSeconds: 3_600 }, id);
  }
  await sql`analyze decisions`.execute(database.query);
}, 120_000);
afterAll(async () => {
  redis.disconnect();
  await Promise.all([server.stop(), database.drop()]);
});

test.each<{ what: string; filterOf: (asked: number) => DecisionFilter }>([
  { what: 'the whole id', filterOf: (asked) => ({ applicantId: `id-${asked * 197}` }) },
  {
    what: 'the beginning of an id, of any length',
    filterOf: (asked) => ({ applicantIdPrefix: `id-${asked * 197}`.slice(0, 1 + (asked % 8)) }),
  },
])(
  'an applicant is found by $what among 100,000 decisions within 50 ms at p99',
  async ({ what, filterOf }) => {
    const times: number[] = [];
    for (let asked = 1; asked <= searches; asked += 1) {
      const startedAt = performance.now();
      const { records } = await findDecisions(database.query, filterOf(asked), 50);
      times.push(performance.now() - startedAt);
      expect(records.length).toBeGreaterThanOrEqual(1);
    }
    times.sort((left, right) => left - right);
    const [p50, p99] = [times[searches * 0.5]!, times[searches * 0.99]!];
    process.stdout.write(`search by ${what}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`);
    expect(p99).toBeLessThanOrEqual(50);
  },
);
