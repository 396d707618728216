import { clearRefusal, refuseModel } from '@bora/batch-store';
import { Problem } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damageInvented, storeInventedBundle } from './support/invented-bundle.ts';
import { postInventedFile } from './support/post-invented-file.ts';
import { call, championCheck, listedModel, refused, uploadedVersion } from './support/registry-calls.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const path = '/v1/models/invented/champion';
const smoking = { code: 'smoke', message: 'It smokes.' };

const promote = (version: string) => call(api, 'PUT', path, { version });
const refuse = (version: string, refusal = smoking) =>
  refuseModel(api.redis, { name: 'invented', version }, refusal);

/** Makes a version champion behind the api's back, unchecked. */
async function pointTo(version: string): Promise<void> {
  const store = openObjectStore(api.modelStore);
  const pointer = { name: 'invented', version, promotedAt: new Date().toISOString() };
  await store.put('invented/champion.json', Buffer.from(JSON.stringify(pointer)));
  await store.close();
}

describe('the champion', () => {
  it('is what new work gets, within two seconds of its promotion elsewhere', async () => {
    expect(await uploadedVersion(api)).toBe('v1');
    await storeInventedBundle(api.modelStore, 'v2');
    const began = performance.now();
    await waitUntil(async () => (await uploadedVersion(api)) === 'v2', { what: 'the new champion' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is what new work gets at once when it was promoted here', async () => {
    expect((await promote('v1')).status).toBe(200);
    expect(await uploadedVersion(api)).toBe('v1');
  });

  it('stays the last good one when the next is damaged by one bit, and everybody is told', async () => {
    await storeInventedBundle(api.modelStore, 'v3', { isChampion: false });
    await damageInvented(api.modelStore, 'v3/weights.bin');
    expect(await refused(api, 'PUT', path, { version: 'v3' })).toEqual([409, 'model-refused']);
    expect(await refused(api, 'GET', '/v1/models/invented/v3')).toEqual([409, 'model-refused']);
    expect((await listedModel(api))?.champion).toBe('v1');

    await pointTo('v3');
    await waitUntil(async () => (await championCheck(api)).status === 'degraded', {
      what: 'the damage to be noticed',
    });
    expect((await championCheck(api)).message).toMatch(
      /invented\/v3 is damaged .*invented\/v1 serves in its place/,
    );
    expect(await uploadedVersion(api)).toBe('v1');
    expect(await listedModel(api)).toMatchObject({ champion: 'v3', serving: 'v1' });

    await promote('v1');
    expect((await championCheck(api)).status).toBe('ok');
  });

  it('stays the last good one when a worker refuses the next, until it is promoted again', async () => {
    await storeInventedBundle(api.modelStore, 'v4', { isChampion: false });
    await refuse('v4');
    await storeInventedBundle(api.modelStore, 'v4');
    await waitUntil(async () => (await championCheck(api)).status === 'degraded', {
      what: 'the refusal to be noticed',
    });
    expect(await uploadedVersion(api)).toBe('v1');
    const version = (await listedModel(api))?.versions.find((entry) => entry.version === 'v4');
    expect(version?.refusal).toEqual(smoking);
    const pinned = await postInventedFile(api.url, 3, { query: '?model=invented/v4' });
    expect([pinned.status, Problem.parse(await pinned.json()).code]).toEqual([409, 'model-refused']);

    expect((await promote('v4')).status).toBe(200);
    expect(await uploadedVersion(api)).toBe('v4');
    expect((await championCheck(api)).status).toBe('ok');
  });

  it('is what it was where no signature is asked for, whatever a worker with keys refused for its signature', async () => {
    await refuse('v4', { code: 'bundle-unsigned', message: 'Nobody signed it.' });
    const pinned = await postInventedFile(api.url, 3, { query: '?model=invented/v4' });
    expect(pinned.status).toBe(202);
    const version = (await listedModel(api))?.versions.find((entry) => entry.version === 'v4');
    expect(version?.refusal).toBeNull();
    const operations = await call(api, 'GET', '/v1/operations');
    expect(operations.body).toMatchObject({ refusedModels: [] });
    await clearRefusal(api.redis, { name: 'invented', version: 'v4' });
  });

  it('gives way to the last good one when a worker refuses it after it was served', async () => {
    await storeInventedBundle(api.modelStore, 'v6');
    await waitUntil(async () => (await uploadedVersion(api)) === 'v6', { what: 'the new champion' });
    await refuse('v6');
    await waitUntil(async () => (await uploadedVersion(api)) === 'v4', { what: 'the last good one' });
    expect((await championCheck(api)).status).toBe('degraded');
    await promote('v4');
  });

  it('may not use what the compliance profile forbids', async () => {
    await storeInventedBundle(api.modelStore, 'v5', { isChampion: false, usesNote: true });
    const { status, body } = await promote('v5');
    expect([status, Problem.parse(body).code]).toEqual([409, 'model-refused']);
    expect(Problem.parse(body).detail).toContain('NOTE');
    const pinned = await postInventedFile(api.url, 3, { query: '?model=invented/v5' });
    expect(pinned.status).toBe(409);
  });

  it('cannot be a version that is not there', async () => {
    expect(await refused(api, 'PUT', path, { version: 'v9' })).toEqual([404, 'model-not-found']);
  });
});
