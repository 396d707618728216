import { randomUUID } from 'node:crypto';
import { createPayloadCipher, createSimulation, failSimulation } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  listRecordedSimulations,
  readRecordedSimulation,
  recordSimulations,
} from '../src/simulations/recorded-simulations.ts';
import { readShippedScenarios } from '../src/simulations/shipped-scenarios.ts';
import { openRecordDatabase } from './support/record-database.ts';
import { inventedVersions } from './support/scored-batch.ts';

let server: RedisServer;
let redis: Redis;
let database: Awaited<ReturnType<typeof openRecordDatabase>>;
const cipher = createPayloadCipher(Buffer.alloc(32, 1));

beforeAll(async () => {
  [server, database] = await Promise.all([startRedis(), openRecordDatabase()]);
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await Promise.all([server.stop(), database.drop()]);
});

async function created(): Promise<string> {
  const [scenario] = await readShippedScenarios();
  const { model, policy } = inventedVersions;
  const simulation = {
    id: randomUUID(),
    owner: 'somebody',
    batchId: randomUUID(),
    fileName: 'f.csv',
    modelName: model.name,
    modelVersion: model.version,
    policyName: policy.name,
    policyVersion: policy.version,
    chunks: 2,
    scenario: JSON.stringify(scenario),
    schema: '{}',
    inSample: 'no' as const,
  };
  await createSimulation(redis, simulation, 100);
  return simulation.id;
}

test('a simulation that has ended is read when Redis has forgotten it, by its owner; one that runs is not recorded', async () => {
  const [ended, running] = [await created(), await created()];
  await failSimulation(redis, ended, { code: 'chunk-failed', message: 'It failed.' });
  expect(await recordSimulations(database.query, redis, cipher, new Set())).toEqual([ended]);
  expect(await recordSimulations(database.query, redis, cipher, new Set())).toEqual([ended]);
  expect(await recordSimulations(database.query, redis, cipher, new Set([ended]))).toEqual([]);
  await redis.flushall();
  expect(await readRecordedSimulation(database.query, ended)).toMatchObject({
    owner: 'somebody',
    run: { id: ended, state: 'failed', failure: { code: 'chunk-failed' }, fileName: 'f.csv' },
  });
  expect(await readRecordedSimulation(database.query, running)).toBeUndefined();
  expect(await listRecordedSimulations(database.query, 10, undefined)).toHaveLength(1);
  expect(await listRecordedSimulations(database.query, 10, 'somebody')).toHaveLength(1);
  expect(await listRecordedSimulations(database.query, 10, 'another')).toEqual([]);
});

test('a simulation that cannot be read is told and keeps no other from the record', async () => {
  const ids = [await created(), await created(), await created()];
  for (const id of ids) await failSimulation(redis, id, { code: 'chunk-failed', message: 'It failed.' });
  await redis.hset(redisKeys.simulation(ids[1]!), 'scenario', 'none');
  await expect(recordSimulations(database.query, redis, cipher, new Set())).rejects.toThrow(SyntaxError);
  const runs = await Promise.all(ids.map((id) => readRecordedSimulation(database.query, id)));
  expect(runs.map((run) => run !== undefined)).toEqual([true, false, true]);
});
