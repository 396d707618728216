import { redisKeys } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepRecentScores, readRecentScores, recentScoresKept } from '../src/index.ts';

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

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

test('the last scores of a version are kept, from all workers, in order, and no more of them', async () => {
  const model = { name: 'a', version: 'v1' };
  const other = { name: 'a', version: 'v2' };
  await keepRecentScores(redis, [{ model, scores: from(1, 3) }]);
  await keepRecentScores(redis, [
    { model, scores: [850] },
    { model: other, scores: [300] },
  ]);
  expect([...(await readRecentScores(redis, model))]).toEqual([1, 2, 3, 850]);
  expect([...(await readRecentScores(redis, other))]).toEqual([300]);

  await keepRecentScores(redis, [{ model, scores: from(0, recentScoresKept - 1) }]);
  const full = await readRecentScores(redis, model);
  expect(full.length).toBe(recentScoresKept);
  expect([full[0], full[1], full.at(-1)]).toEqual([850, 0, recentScoresKept - 2]);
  await keepRecentScores(redis, [{ model, scores: from(5, recentScoresKept + 500) }]);
  expect([...(await readRecentScores(redis, model))]).toEqual(from(505, recentScoresKept));
});

test('a file that is scored again by the same version counts once, all its chunks of the first batch', async () => {
  const [first, second] = [
    { batchId: 'first', fileSha256: 'same' },
    { batchId: 'second', fileSha256: 'same' },
  ];
  const [model, other] = [
    { name: 'c', version: 'v1' },
    { name: 'c', version: 'v2' },
  ];
  await keepRecentScores(redis, [{ model, scores: [1], from: first }]);
  await keepRecentScores(redis, [
    { model, scores: [2], from: second },
    { model, scores: [3], from: first },
    { model: other, scores: [4], from: second },
    { model, scores: [5], from: { batchId: 'third', fileSha256: 'another' } },
    { model, scores: [6] },
  ]);
  expect([...(await readRecentScores(redis, model))]).toEqual([1, 3, 5, 6]);
  expect([...(await readRecentScores(redis, other))]).toEqual([4]);
  const claim = redisKeys.recentFile('c', 'v1', 'same');
  expect(await redis.ttl(claim)).toBeGreaterThan(29 * 86_400);
});

test('a version that scores nothing any more is forgotten one day, and one that never scored has none', async () => {
  await keepRecentScores(redis, [{ model: { name: 'b', version: 'v1' }, scores: [500] }]);
  expect(await redis.ttl(redisKeys.recentScores('b', 'v1'))).toBeGreaterThan(0);
  expect(await readRecentScores(redis, { name: 'b', version: 'v2' })).toHaveLength(0);
});
