import { clearRefusal, readRefusal } from '@bora/batch-store';
import {
  generateSigningKey,
  parseSigningKey,
  parseTrustedKeys,
  requirementOf,
  signBundle,
  type TrustedKeys,
} from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { type RedisServer, startRedis, temporaryDirectory } from '@bora/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InferencePool, startInferencePool } from '../src/inference/inference-pool.ts';
import { createModelKeeper } from '../src/models/model-keeper.ts';
import { trainScorecardChampion } from './trained-bundle.ts';

const { privateKey, publicKey } = generateSigningKey();
const keys = parseTrustedKeys(publicKey);
const log = pino({ level: 'silent' });
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: RedisServer;
let redis: Redis;
let store: ObjectStore;
let pool: InferencePool;
let model: ModelReference;

beforeAll(async () => {
  folder = await temporaryDirectory();
  server = await startRedis();
  redis = new Redis(server.url);
  store = openObjectStore(`file:${folder.path}`);
  const { description } = await trainScorecardChampion(store);
  model = { name: description.name, version: description.version };
  pool = startInferencePool({ backend: 'wasm', chunkThreads: 1 }, log);
  await pool.start();
});
afterAll(async () => {
  await pool?.close();
  await store?.close();
  redis?.disconnect();
  await server?.stop();
  await folder?.remove();
});

/** A worker's keeper, which loads the version as for the first time. */
async function keeper(trusted: TrustedKeys | undefined) {
  const requirement = { ...(await requirementOf('none')), trusted };
  return createModelKeeper({ store, pool, redis, requirement, championOf: model.name, log });
}
const loadsWith = async (trusted: TrustedKeys | undefined) => (await keeper(trusted)).use(model);
const refusal = async () => (await readRefusal(redis, model))?.code;

test('a worker without keys that loads a model leaves the refusal of one with keys, until one with keys loads it', async () => {
  await expect(loadsWith(keys)).rejects.toMatchObject({ code: 'model-refused' });
  expect(await refusal()).toBe('bundle-unsigned');
  await loadsWith(undefined);
  expect(await refusal()).toBe('bundle-unsigned');
  await signBundle(store, model, await requirementOf('none'), parseSigningKey(privateKey));
  await loadsWith(keys);
  expect(await refusal()).toBe(undefined);
});

test('a refusal that every worker can judge is cleared by any, and does not hide one for a signature', async () => {
  const file = `${model.name}/${model.version}/scale.json`;
  const [scale, signature] = [await store.get(file), `${model.name}/${model.version}/manifest.sig`];
  await store.put(file, Buffer.from('{}'));
  await expect(loadsWith(undefined)).rejects.toMatchObject({ code: 'model-refused' });
  expect(await refusal()).toBe('bundle-damaged');
  await store.delete(signature);
  await expect(loadsWith(keys)).rejects.toMatchObject({ code: 'model-refused' });
  await expect(loadsWith(undefined)).rejects.toMatchObject({ code: 'model-refused' });
  expect(await refusal()).toBe('bundle-unsigned');
  await store.put(file, scale);
  await loadsWith(undefined);
  expect(await refusal()).toBe('bundle-unsigned');
  await clearRefusal(redis, model);
  await store.put(file, Buffer.from('{}'));
  await expect(loadsWith(undefined)).rejects.toMatchObject({ code: 'model-refused' });
  await store.put(file, scale);
  await loadsWith(undefined);
  expect(await refusal()).toBe(undefined);
});
