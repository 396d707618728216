import { randomUUID } from 'node:crypto';
import { AskedSegmentation, redisKeys } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createSegmentation,
  failSegmentation,
  isRunUnrecorded,
  lifetimesOf,
  markSegmentationRecorded,
  readSegmentationRecord,
  settleSegmentation,
} from '../src/index.ts';

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

const asked = AskedSegmentation.parse({
  layout: null,
  kind: null,
  request: {},
  dropDuplicates: false,
  snapshot: null,
  name: null,
});
const daySeconds = 86_400;

test('a segmentation that has ended waits for the record, however short results are kept, and expires afterwards', async () => {
  const id = randomUUID();
  const lifetimes = lifetimesOf(1);
  await createSegmentation(redis, { id, owner: 'somebody', fileName: 'f.csv', asked }, lifetimes);
  await failSegmentation(redis, id, { code: 'no-layout-fits', message: 'None.' });
  await settleSegmentation(redis, id, lifetimes.resultSeconds);
  expect(await redis.ttl(redisKeys.segmentation(id))).toBeGreaterThan(29 * daySeconds);
  expect(await isRunUnrecorded(redis, 'segmentations', id)).toBe(true);
  const record = await readSegmentationRecord(redis, id);
  await markSegmentationRecorded(redis, record!, lifetimes.resultSeconds);
  expect(await redis.ttl(redisKeys.segmentation(id))).toBeLessThanOrEqual(daySeconds);
  expect(await isRunUnrecorded(redis, 'segmentations', id)).toBe(false);
  // What settles it later, or again, finds it recorded.
  await settleSegmentation(redis, id, 60);
  expect(await redis.ttl(redisKeys.segmentation(id))).toBeLessThanOrEqual(60);
});
