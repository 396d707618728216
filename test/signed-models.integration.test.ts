import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonBytes, pointChampion, readManifestBytes, sha256 } from '@bora/bundle';
import { ChampionPointer, type ModelReference, Readiness } from '@bora/contracts';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { repositoryRoot, type S3Server, startS3, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { newKeys, runBora, storeVersion } from './src/signed-models.ts';

const [ours, theirs] = [newKeys(), newKeys()];
const payloadKey = '7'.repeat(64);
const name = 'pakdd2010';
const pointerKey = `${name}/champion.json`;
let s3: S3Server;
let store: ObjectStore;
let platform: Platform;
let settings: Record<string, string>;
let shipped: ModelReference;

/** The platform over a bucket that somebody else can write to as well. */
beforeAll(async () => {
  s3 = await startS3();
  const s3Settings = {
    S3_ENDPOINT: s3.endpoint,
    S3_REGION: 'us-east-1',
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  };
  const at = (folder: string) => `s3://${s3.bucket}/${folder}`;
  settings = {
    ...s3Settings,
    MODEL_STORE: at('models'),
    POLICY_STORE: at('policies'),
    SEGMENT_STORE: at('segments'),
    MODEL_PUBLIC_KEYS: ours.publicKey,
    PAYLOAD_KEY: payloadKey,
  };
  store = openObjectStore(settings.MODEL_STORE!, {
    endpoint: s3.endpoint,
    region: 'us-east-1',
    accessKeyId: s3.accessKeyId,
    secretAccessKey: s3.secretAccessKey,
    forcePathStyle: true,
  });
  platform = await startPlatform({ workers: 0, env: settings });
  settings.REDIS_URL = platform.redis.url;
  const pointer = JSON.parse(await readFile(join(repositoryRoot, 'models', pointerKey), 'utf8'));
  shipped = { name, version: ChampionPointer.parse(pointer).version };
  const seeded = await runBora({ ...settings, MODEL_SIGNING_KEY: ours.privateKey }, 'models', 'seed');
  expect(seeded).toMatchObject({ code: 0 });
  await platform.startWorker();
  await waitUntil(async () => (await health()).status === 'ok', {
    what: 'the seeded champion',
  });
}, 120_000);
afterAll(async () => {
  await platform?.stop();
  await store?.close();
  await s3?.close();
});

async function health(): Promise<Readiness['checks']['champion']> {
  const { checks } = Readiness.parse(await (await fetch(`${platform.url}/health/ready`)).json());
  return checks.workers.status === 'ok' ? checks.champion : checks.workers;
}

const refusedFor = (reason: RegExp) =>
  waitUntil(async () => reason.test((await health()).message ?? ''), { what: `a refusal for ${reason}` });
const isWell = () =>
  waitUntil(async () => (await health()).status === 'ok', {
    what: 'the champion to be good',
  });

async function promote(version: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${platform.url}/v1/models/${name}/champion`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version }),
  });
  return { status: response.status, body: await response.json() };
}

/** The version that new work gets, scored to its end by a worker. */
async function scoredBy(): Promise<string> {
  const sample = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'));
  const { id, model } = await acceptedBatch(platform.url, sample);
  expect(await completed(platform.url, id)).toMatchObject({ rowsScored: 1000 });
  return model.version;
}

test('the models that ship are signed when they are seeded, and serve', async () => {
  expect(await scoredBy()).toBe(shipped.version);
  const verified = await runBora(settings, 'models', 'verify', `${name}/${shipped.version}`);
  expect(verified).toMatchObject({ code: 0 });
  const unknown = { ...settings, MODEL_PUBLIC_KEYS: theirs.publicKey };
  expect((await runBora(unknown, 'models', 'verify', `${name}/${shipped.version}`)).output).toContain(
    'is not among MODEL_PUBLIC_KEYS',
  );
});

test('a version that nobody or somebody else signed is not promoted, and the old model goes on serving', async () => {
  const unsigned = await storeVersion(store, shipped, 'unsigned');
  const foreign = await storeVersion(store, shipped, 'foreign', theirs.signer);
  for (const [{ version }, why] of [
    [unsigned, 'is not signed'],
    [foreign, `is signed with the key ${theirs.signer.id}`],
  ] as const) {
    const refused = await promote(version);
    expect(refused).toMatchObject({ status: 409, body: { code: 'model-refused' } });
    expect(JSON.stringify(refused.body)).toContain(why);
    const command = await runBora(settings, 'models', 'promote', `${name}/${version}`);
    expect(command).toMatchObject({ code: 1, output: expect.stringContaining(why) });
    const pinned = await fetch(`${platform.url}/v1/schema?model=${name}/${version}`);
    expect(pinned.status).toBe(409);
  }
  expect(await scoredBy()).toBe(shipped.version);
});

test('a pointer that somebody wrote into the bucket is refused by api and worker, and the old model goes on serving', async () => {
  const promoted = await store.get(pointerKey);
  const other = await storeVersion(store, shipped, 'never-promoted', ours.signer);
  await pointChampion(store, other);
  await refusedFor(/was not written by this installation/);
  await platform.workers.at(-1)!.waitForOutput(/champion-unsealed/);
  expect(await scoredBy()).toBe(shipped.version);
  await store.put(pointerKey, promoted);
  await isWell();
});

test('an older promotion that somebody puts back is refused, also by an api that has just started', async () => {
  const second = await storeVersion(store, shipped, 'second', ours.signer);
  const earlier = await store.get(pointerKey);
  expect(await promote(second.version)).toMatchObject({ status: 200 });
  expect(await scoredBy()).toBe('second');
  const latest = await store.get(pointerKey);
  await store.put(pointerKey, earlier);
  await refusedFor(new RegExp(`was put back to ${shipped.version} after second had been promoted`));
  await platform.workers.at(-1)!.waitForOutput(/champion-rolled-back/);
  expect(await scoredBy()).toBe('second');

  await platform.api.kill('SIGKILL');
  await platform.startApi();
  await refusedFor(/was put back/);
  expect(await scoredBy()).toBe('second');

  await store.delete(pointerKey);
  await refusedFor(/was removed after second had been promoted/);
  const seeded = await runBora({ ...settings, MODEL_SIGNING_KEY: ours.privateKey }, 'models', 'seed');
  expect(seeded.output).toContain('whose pointer is gone');
  expect(await scoredBy()).toBe('second');
  await store.put(pointerKey, latest);
  await isWell();
});

test('an administrator goes back to an older version, in the interface and with the command', async () => {
  expect(await promote(shipped.version)).toMatchObject({ status: 200 });
  expect(await scoredBy()).toBe(shipped.version);
  expect(await runBora(settings, 'models', 'promote', `${name}/second`)).toMatchObject({ code: 0 });
  await waitUntil(async () => (await scoredBy()) === 'second', { what: 'the version of the command' });
  expect(await promote(shipped.version)).toMatchObject({ status: 200 });
  await isWell();
});

test('a promoted version whose files and manifest somebody changes is refused by workers that start after it', async () => {
  const third = await storeVersion(store, shipped, 'third', ours.signer);
  expect(await promote('third')).toMatchObject({ status: 200 });
  const scale = jsonBytes({ scoreAtBaseOdds: 800 });
  const manifest = JSON.parse(Buffer.from(await readManifestBytes(store, third)).toString());
  manifest.files['scale.json'] = { sha256: sha256(scale), size: scale.length };
  await store.put(`${name}/third/scale.json`, scale);
  await store.put(`${name}/third/manifest.json`, jsonBytes(manifest));
  const [before] = platform.workers;
  await before!.kill();
  await (await platform.startWorker()).waitForOutput(/bundle-altered/);
  await refusedFor(/is not the one that was signed/);
  expect(await scoredBy()).toBe(shipped.version);
  expect(await promote('third')).toMatchObject({ status: 409 });
  expect(await promote(shipped.version)).toMatchObject({ status: 200 });
  await isWell();
});

test('the signing key is changed while models serve: both are taken, all is signed anew, the old one goes', async () => {
  const after = newKeys();
  const own = { ...settings, MODEL_PUBLIC_KEYS: `${ours.publicKey},${after.publicKey}` };
  const model = `${name}/${shipped.version}`;
  const signed = await runBora({ ...own, MODEL_SIGNING_KEY: after.privateKey }, 'models', 'sign', model);
  expect(signed).toMatchObject({ code: 0, output: expect.stringContaining(after.signer.id) });
  expect(await runBora(own, 'models', 'verify', model)).toMatchObject({ code: 0 });
  const later = { ...settings, MODEL_PUBLIC_KEYS: after.publicKey };
  expect(await runBora(later, 'models', 'verify', model)).toMatchObject({ code: 0 });
  expect(await runBora(later, 'models', 'promote', `${name}/second`)).toMatchObject({ code: 1 });
});
