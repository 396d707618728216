import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  BundleDamagedError,
  BundleFormatError,
  BundleNotFoundError,
  ChampionNotFoundError,
  promoteChampion,
  readChampion,
  readChampionBundle,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { inventedBundle, requirement } from './invented-bundle.ts';

const first = { name: 'bakeries', version: '20260101-000000-00000001' };
const second = { name: 'bakeries', version: '20260102-000000-00000002' };
const noon = new Date('2026-01-03T12:00:00.000Z');

async function storeWithTwoVersions() {
  const folder = await folderForTest();
  for (const { version } of [first, second]) {
    const { description, files } = inventedBundle({ version });
    await writeBundle(folder.store, description, files, requirement);
  }
  return folder;
}

describe('the champion of a model', () => {
  it('is nobody until a version is promoted', async () => {
    const { store } = await storeWithTwoVersions();
    expect(await readChampion(store, first.name)).toBe(null);
    await expect(readChampionBundle(store, first.name, requirement)).rejects.toThrow(ChampionNotFoundError);
  });

  it('is the version that was promoted last', async () => {
    const { store } = await storeWithTwoVersions();
    await promoteChampion(store, first, requirement, { now: noon });
    expect(await readChampion(store, first.name)).toEqual({ ...first, promotedAt: noon.toISOString() });
    await promoteChampion(store, second, requirement, { now: noon });
    expect((await readChampionBundle(store, first.name, requirement)).manifest.version).toBe(second.version);
    await promoteChampion(store, first, requirement, { now: noon });
    expect((await readChampionBundle(store, first.name, requirement)).manifest.version).toBe(first.version);
  });

  it('stays who it is when a missing or damaged version is promoted', async () => {
    const { store } = await storeWithTwoVersions();
    await promoteChampion(store, first, requirement);
    const missing = { ...first, version: '20260109-000000-00000009' };
    await expect(promoteChampion(store, missing, requirement)).rejects.toThrow(BundleNotFoundError);
    await store.put(`${second.name}/${second.version}/scale.json`, new Uint8Array(2));
    await expect(promoteChampion(store, second, requirement)).rejects.toThrow(BundleDamagedError);
    expect((await readChampionBundle(store, first.name, requirement)).manifest.version).toBe(first.version);
  });

  it('is refused where the pointer is damaged, until a version is promoted again as the error says', async () => {
    const { store, path } = await storeWithTwoVersions();
    await promoteChampion(store, first, requirement);
    await writeFile(`${path}/${first.name}/champion.json`, 'of another process');
    const reading = readChampion(store, first.name);
    await expect(reading).rejects.toThrow(BundleFormatError);
    await expect(reading).rejects.toThrow(/promote a version again/);
    await promoteChampion(store, second, requirement);
    expect((await readChampionBundle(store, first.name, requirement)).manifest.version).toBe(second.version);
  });

  it('is one of those promoted at once through one store', async () => {
    const { store } = await storeWithTwoVersions();
    const both = [first, second];
    for (let round = 0; round < 5; round++) {
      await Promise.all([...both, ...both].map((bundle) => promoteChampion(store, bundle, requirement)));
      expect(both.map(({ version }) => version)).toContain((await readChampion(store, first.name))?.version);
    }
  });

  it('is refused where the pointer names a version that is gone', async () => {
    const { store } = await storeWithTwoVersions();
    await promoteChampion(store, first, requirement);
    await store.delete(`${first.name}/${first.version}/manifest.json`);
    await expect(readChampionBundle(store, first.name, requirement)).rejects.toThrow(BundleNotFoundError);
  });

  it.each([
    ['is not JSON', 'no pointer'],
    ['names another model', JSON.stringify({ ...first, name: 'mills', promotedAt: noon.toISOString() })],
    ['names a path', JSON.stringify({ ...first, version: '../x', promotedAt: noon.toISOString() })],
  ])('is refused where the pointer %s', async (_case, text) => {
    const { store } = await storeWithTwoVersions();
    await store.put(`${first.name}/champion.json`, new TextEncoder().encode(text));
    await expect(readChampionBundle(store, first.name, requirement)).rejects.toThrow(BundleFormatError);
  });
});
