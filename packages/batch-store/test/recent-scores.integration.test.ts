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

const chunkOf = (fileSha256: string, chunk: number) => ({ fileSha256, chunk });

test('a file that is scored again by the same version counts once, chunk by chunk, also at the same time', async () => {
  const [model, other] = [
    { name: 'c', version: 'v1' },
    { name: 'c', version: 'v2' },
  ];
  await keepRecentScores(redis, [{ model, scores: [1], from: chunkOf('same', 0) }]);
  await keepRecentScores(redis, [
    { model, scores: [2], from: chunkOf('same', 0) },
    { model, scores: [3], from: chunkOf('same', 1) },
    { model, scores: [4], from: chunkOf('same', 1) },
    { model: other, scores: [5], from: chunkOf('same', 0) },
    { model, scores: [6], from: chunkOf('another', 0) },
    { model, scores: [7] },
  ]);
  expect([...(await readRecentScores(redis, model))]).toEqual([1, 3, 6, 7]);
  expect([...(await readRecentScores(redis, other))]).toEqual([5]);
  expect(await redis.ttl(redisKeys.recentChunks('c', 'v1', 'same'))).toBeGreaterThan(29 * 86_400);
});

test('a file of which a batch scored one chunk before it was cancelled counts as a whole when it is scored again', async () => {
  const model = { name: 'd', version: 'v1' };
  await keepRecentScores(redis, [{ model, scores: [2], from: chunkOf('file', 1) }]);
  const again = [0, 1, 2].map((chunk) => ({ model, scores: [chunk + 1], from: chunkOf('file', chunk) }));
  await keepRecentScores(redis, again);
  expect([...(await readRecentScores(redis, model))]).toEqual([2, 1, 3]);
});

test('a chunk whose scores could not be kept counts when its file is scored again', async () => {
  const model = { name: 'e', version: 'v1' };
  const chunk = { model, scores: [500], from: chunkOf('file', 0) };
  await redis.lpush(redisKeys.recentScores('e', 'v1'), 'of another type');
  await expect(keepRecentScores(redis, [chunk])).rejects.toThrow('WRONGTYPE');
  await redis.del(redisKeys.recentScores('e', 'v1'));
  await keepRecentScores(redis, [chunk]);
  expect([...(await readRecentScores(redis, model))]).toEqual([500]);
});

test('a version that scores nothing any more is forgotten one day, and one that never scored has none', async () => {
  await keepRecentScores(redis, [{ model: { name: 'b', version: 'v1' }, scores: [500] }]);
  expect(await redis.ttl(redisKeys.recentScores('b', 'v1'))).toBeGreaterThan(0);
  expect(await readRecentScores(redis, { name: 'b', version: 'v2' })).toHaveLength(0);
});
