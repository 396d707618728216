import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { championRegister } from '@bora/batch-store';
import {
  type ChampionGuard,
  championSeal,
  generateSigningKey,
  parseSigningKey,
  pointChampion,
  putSignature,
  readChampion,
  readManifestBytes,
} from '@bora/bundle';
import { Problem } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { spawnProgram, waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelName, storeInventedBundle } from './support/invented-bundle.ts';
import { type ModelStage, openModelStage } from './support/model-stage.ts';
import { postInventedFile } from './support/post-invented-file.ts';
import { uploadedVersion } from './support/registry-calls.ts';

const keys = generateSigningKey();
const signer = parseSigningKey(keys.privateKey);
const before = 'aa'.repeat(32);
const today = 'bb'.repeat(32);
const ofKey = (hex: string) => championSeal(Buffer.from(hex, 'hex'));

let stage: ModelStage;
beforeEach(async () => {
  stage = await openModelStage();
});
afterEach(() => stage?.close());

/** A signed champion whose pointer an installation with this payload key has sealed. */
async function storeChampion(payloadKey: string): Promise<void> {
  const reference = await storeInventedBundle(stage.location, 'v1', { isChampion: false });
  const store = openObjectStore(stage.location);
  await putSignature(store, reference, await readManifestBytes(store, reference), signer);
  const nobodyElse = { newest: async () => null, accept: async () => {} };
  const guard: ChampionGuard = { ...ofKey(payloadKey), ...nobodyElse };
  await pointChampion(store, reference, { guard });
  await store.close();
}

const start = (env: Record<string, string>) => stage.start({ MODEL_PUBLIC_KEYS: keys.publicKey, ...env });

it('a champion that the payload key before sealed is taken and sealed anew, so that the old key may go', async () => {
  await storeChampion(before);
  const running = await start({ PAYLOAD_KEY: today, PAYLOAD_KEY_PREVIOUS: before });
  expect(await uploadedVersion(running)).toBe('v1');
  const store = openObjectStore(stage.location);
  const isSealedAnew = async () => ofKey(today).isSealed((await readChampion(store, modelName))!);
  await waitUntil(isSealedAnew, { what: 'the pointer to be sealed anew' });
  await store.close();
});

it('a champion of another installation is refused, and the api says what to do', async () => {
  await storeChampion(before);
  const answer = await postInventedFile((await start({ PAYLOAD_KEY: today })).url, 3);
  const problem = Problem.parse(await answer.json());
  expect([answer.status, problem.code]).toEqual([503, 'no-champion']);
  expect(problem.detail).toMatch(/was not written by this installation: promote a version again/);
});

it('the champion that is followed is remembered in Redis, past the end of the api', async () => {
  await storeChampion(today);
  const running = await start({ PAYLOAD_KEY: today });
  await postInventedFile(running.url, 3);
  const redis = new Redis(running.redisServer.url);
  expect(await championRegister(redis).newest(modelName)).toMatchObject({ version: 'v1' });
  redis.disconnect();
});

it('an api whose file of public keys holds none does not start', async () => {
  const file = join(stage.folder, 'public-keys');
  await writeFile(file, 'hunter2');
  const refused = await spawnProgram('api', {
    cwd: stage.folder,
    env: { PAYLOAD_KEY: today, MODEL_PUBLIC_KEYS_FILE: file },
  });
  expect(await refused.exited).toMatchObject({ code: 1 });
  expect(refused.output).toMatch(/MODEL_PUBLIC_KEYS must hold/);
  expect(refused.output).not.toContain('hunter2');
});
