import { randomUUID } from 'node:crypto';
import { redisKeys } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addSimulationPart,
  createPayloadCipher,
  createSimulation,
  keepSimulationReport,
  listSimulations,
  readSimulation,
  readSimulationParts,
} from '../src/index.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(7));
const resultSeconds = 100;
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

async function newSimulation(chunks: number): Promise<string> {
  const id = randomUUID();
  const versions = { modelName: 'test', modelVersion: '1', policyName: 'default', policyVersion: 2 };
  const terms = { scenario: '{}', schema: '{}', inSample: 'no' } as const;
  const file = { owner: 'local', batchId: randomUUID(), fileName: 'file.csv' };
  await createSimulation(redis, { id, chunks, ...file, ...versions, ...terms }, resultSeconds);
  return id;
}

test('the parts of a simulation come in the order of its chunks, however many they are', async () => {
  const chunks = 45;
  const id = await newSimulation(chunks);
  for (let chunk = chunks - 1; chunk >= 0; chunk -= 1) {
    if (chunk !== 30) await addSimulationPart(redis, cipher, id, chunk, `part ${chunk}`, resultSeconds);
  }
  const parts = [];
  for await (const part of readSimulationParts(redis, cipher, { id, chunks })) parts.push(part);
  expect(parts).toHaveLength(chunks);
  expect(parts[29]).toBe('part 29');
  expect(parts[30]).toBeNull();
  expect(parts[44]).toBe('part 44');
});

test('a simulation whose report is kept stays done when its parts expire', async () => {
  const id = await newSimulation(2);
  await addSimulationPart(redis, cipher, id, 0, '{}', resultSeconds);
  expect(await readSimulation(redis, id)).toMatchObject({ chunksDone: 1 });
  await keepSimulationReport(redis, id, '{"applicants":3}');
  await redis.del(redisKeys.simulationParts(id));
  expect(await readSimulation(redis, id)).toMatchObject({ chunksDone: 2, report: '{"applicants":3}' });
  expect(await redis.ttl(redisKeys.simulation(id))).toBeGreaterThan(0);
});

test('the report of a simulation that has expired does not bring it back', async () => {
  const id = await newSimulation(1);
  await redis.del(redisKeys.simulation(id));
  await keepSimulationReport(redis, id, '{}');
  expect(await redis.exists(redisKeys.simulation(id))).toBe(0);
});

test('the list has the newest first, without those that expired or are of another release', async () => {
  const [older, gone, foreign, newer] = [
    await newSimulation(1),
    await newSimulation(1),
    await newSimulation(1),
    await newSimulation(1),
  ];
  for (const [index, id] of [older, gone, foreign, newer].entries()) {
    await redis.zadd(redisKeys.simulations, Date.now() + 1_000 * (index + 1), id);
  }
  await redis.del(redisKeys.simulation(gone));
  await redis.hdel(redisKeys.simulation(foreign), 'fileName');
  expect((await listSimulations(redis, { limit: 2 })).map(({ id }) => id)).toEqual([newer, older]);
  expect(await readSimulation(redis, foreign)).toBeUndefined();
});
