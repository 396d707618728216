import { randomUUID } from 'node:crypto';
import { parseBatchRecord } from '@bora/batch-store';
import { type RedisServer, startRedis, waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createScorePages } from '../src/batches/score-page.ts';
import { batchFields } from './support/batch-fields.ts';

let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const anyScore = {
  decision: undefined,
  warning: undefined,
  reason: undefined,
  scoreFrom: undefined,
  scoreTo: undefined,
  applicant: undefined,
};

const batchOf5000Rows = () =>
  parseBatchRecord(randomUUID(), batchFields({ state: 'completed', rows: '5000' }))!;

it('sorted pages of several batches are made one after another', async () => {
  const readScorePage = createScorePages(redis);
  const batches = [batchOf5000Rows(), batchOf5000Rows(), batchOf5000Rows()];
  const asked: string[] = [];
  const monitor = await redis.monitor();
  monitor.on('monitor', (_time: string, [, key]: string[]) => {
    const id = /^bora:\{(.+)\}:scores:/.exec(key ?? '')?.[1];
    if (id) asked.push(id);
  });
  const request = { offset: 0, limit: 10, filter: anyScore, sort: 'pd' } as const;
  await Promise.all(batches.map((batch) => readScorePage(batch, request)));
  await waitUntil(() => asked.length === 30, { what: 'all blocks to be read' });
  expect(asked).toEqual(batches.flatMap(({ id }) => Array.from({ length: 10 }, () => id)));
  monitor.disconnect();
});
