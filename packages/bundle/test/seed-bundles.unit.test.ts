import { describe, expect, it } from 'vitest';
import {
  copyBundle,
  listBundles,
  promoteChampion,
  readChampion,
  readChampionBundle,
  seedBundles,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { interceptedStore } from './intercepted-store.ts';
import { inventedBundle, requirement } from './invented-bundle.ts';

const older = { name: 'bakeries', version: '20260101-000000-00000001' };
const newer = { name: 'bakeries', version: '20260102-000000-00000002' };

async function shippedModels() {
  const { store } = await folderForTest();
  for (const { version } of [newer, older]) {
    const { description, files } = inventedBundle({ version });
    await writeBundle(store, description, files, requirement);
  }
  await promoteChampion(store, newer, requirement);
  await store.put('README.md', new TextEncoder().encode('# Models'));
  return store;
}

const versionsIn = async (store: Parameters<typeof listBundles>[0], name?: string) =>
  (await listBundles(store, name)).map(({ version }) => version);

describe('listing', () => {
  it('shows every version of every model in order, with its manifest, and nothing else', async () => {
    const shipped = await shippedModels();
    const { description, files } = inventedBundle();
    await writeBundle(shipped, { ...description, name: 'bakeries-b' }, files, requirement);
    const listed = await listBundles(shipped);
    expect(listed.map(({ name, version }) => `${name}/${version}`)).toEqual([
      `bakeries/${older.version}`,
      `bakeries/${newer.version}`,
      `bakeries-b/${description.version}`,
    ]);
    expect(listed.every(({ manifest, error }) => manifest?.metrics.auc === 0.65 && error === null)).toBe(
      true,
    );
    expect(await versionsIn(shipped, 'bakeries')).toEqual([older.version, newer.version]);
    expect(await versionsIn(shipped, 'nobody')).toEqual([]);
  });
});

describe('copying', () => {
  it('brings one version over unchanged and leaves the champion alone', async () => {
    const [shipped, { store }] = [await shippedModels(), await folderForTest()];
    const manifest = await copyBundle(shipped, store, newer, requirement);
    expect(await listBundles(store)).toEqual([{ ...newer, manifest, error: null }]);
    expect(await readChampion(store, newer.name)).toBe(null);
    const key = `${newer.name}/${newer.version}/manifest.json`;
    expect(Buffer.from(await store.get(key))).toEqual(Buffer.from(await shipped.get(key)));
  });
});

describe('seeding', () => {
  it('fills an empty store and sets the champion', async () => {
    const [shipped, { store }] = [await shippedModels(), await folderForTest()];
    expect(await seedBundles(shipped, store, requirement)).toEqual({
      copied: [older, newer],
      promoted: [newer],
      withheld: [],
    });
    expect((await readChampionBundle(store, newer.name, requirement)).manifest.version).toBe(newer.version);
  });

  it('touches nothing the second time', async () => {
    const [shipped, { store }] = [await shippedModels(), await folderForTest()];
    await seedBundles(shipped, store, requirement);
    const writes: string[] = [];
    const watched = interceptedStore(store, async (call, key) => {
      if (call === 'put' || call === 'delete') writes.push(key);
    });
    expect(await seedBundles(shipped, watched, requirement)).toEqual({
      copied: [],
      promoted: [],
      withheld: [],
    });
    expect(writes).toEqual([]);
  });

  it('keeps the champion that an operator chose', async () => {
    const [shipped, { store }] = [await shippedModels(), await folderForTest()];
    await copyBundle(shipped, store, older, requirement);
    await promoteChampion(store, older, requirement);
    expect(await seedBundles(shipped, store, requirement)).toEqual({
      copied: [newer],
      promoted: [],
      withheld: [],
    });
    expect((await readChampion(store, older.name))?.version).toBe(older.version);
  });

  it('by several processes at once fills the store once', async () => {
    const [shipped, { store }] = [await shippedModels(), await folderForTest()];
    await Promise.all([1, 2, 3].map(() => seedBundles(shipped, store, requirement)));
    expect(await versionsIn(store)).toEqual([older.version, newer.version]);
    expect((await readChampionBundle(store, newer.name, requirement)).manifest.version).toBe(newer.version);
  });
});
