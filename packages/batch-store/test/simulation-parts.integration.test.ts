import { randomUUID } from 'node:crypto';
import { redisKeys } from '@bora/contracts';
import { inventedSimulation, type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addSimulationPart,
  createPayloadCipher,
  createSimulation,
  failSimulation,
  isChunkReplayed,
  PayloadUnreadableError,
  readReplayedChunks,
  readSimulation,
  readSimulationParts,
} from '../src/index.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(7));
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

async function newSimulation(): Promise<string> {
  const simulation = inventedSimulation(3);
  await createSimulation(redis, simulation, 100);
  return simulation.id;
}

async function partsOf(id: string): Promise<(string | null)[]> {
  const parts: (string | null)[] = [];
  for await (const part of readSimulationParts(redis, cipher, { id, chunks: 3 })) parts.push(part);
  return parts;
}

test('a chunk that is delivered twice is added once, and the first stays', async () => {
  const id = await newSimulation();
  expect(await isChunkReplayed(redis, id, 2)).toBe(false);
  expect(await addSimulationPart(redis, cipher, id, 2, 'first', 100)).toBe(true);
  expect(await addSimulationPart(redis, cipher, id, 2, 'second', 100)).toBe(false);
  expect(await partsOf(id)).toEqual([null, null, 'first']);
  expect(await isChunkReplayed(redis, id, 2)).toBe(true);
  expect(await readReplayedChunks(redis, id)).toEqual(new Set([2]));
  expect(await readSimulation(redis, id)).toMatchObject({ chunks: 3, chunksDone: 1 });
});

test('what a chunk comes to is sealed, and cannot stand in for another', async () => {
  const id = await newSimulation();
  await addSimulationPart(redis, cipher, id, 0, '{"profit":[1234.5]}', 100);
  const key = redisKeys.simulationParts(id);
  const stored = (await redis.hgetBuffer(key, '0'))!;
  expect(stored.includes('1234')).toBe(false);
  await redis.hset(key, '1', stored);
  await expect(partsOf(id)).rejects.toThrow(PayloadUnreadableError);
});

test('the first reason for which a simulation ends stays, and one that has expired is not made again', async () => {
  const id = await newSimulation();
  await failSimulation(redis, id, { code: 'first', message: 'One' });
  await failSimulation(redis, id, { code: 'second', message: 'Two' });
  expect(await readSimulation(redis, id)).toMatchObject({ failureCode: 'first', failureMessage: 'One' });
  const gone = randomUUID();
  await failSimulation(redis, gone, { code: 'first', message: 'One' });
  expect(await readSimulation(redis, gone)).toBeUndefined();
});
