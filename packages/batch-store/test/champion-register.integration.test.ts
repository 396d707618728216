import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { championRegister } from '../src/index.ts';

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

test('the newest promotion of a model is remembered, whatever order they arrive in, and never expires', async () => {
  const register = championRegister(redis);
  const promotion = (day: number) => ({ version: `v${day}`, promotedAtMs: Date.UTC(2026, 0, day) });
  expect(await register.newest('bakeries')).toBe(null);
  await Promise.all([3, 1, 4, 2].map((day) => register.accept('bakeries', promotion(day))));
  await register.accept('mills', promotion(1));
  expect(await register.newest('bakeries')).toEqual(promotion(4));
  expect(await register.newest('mills')).toEqual(promotion(1));
  expect(await redis.ttl('bora:models:champions')).toBe(-1);
});
