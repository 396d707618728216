import { describe, expect, it } from 'vitest';
import {
  type ChampionGuard,
  championSeal,
  type Promotion,
  pointChampion,
  promoteChampion,
  readChampion,
  readGuardedChampion,
  resealChampions,
  seedBundles,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { inventedBundle, requirement } from './invented-bundle.ts';

const older = { name: 'bakeries', version: '20260101-000000-00000001' };
const newer = { name: 'bakeries', version: '20260102-000000-00000002' };
const pointerKey = `${older.name}/champion.json`;
const payloadKey = new Uint8Array(32).fill(1);

/** What Redis keeps in an installation. */
function register() {
  const known = new Map<string, Promotion>();
  return {
    newest: async (name: string) => known.get(name) ?? null,
    async accept(name: string, promotion: Promotion) {
      const before = known.get(name);
      if (!before || before.promotedAtMs < promotion.promotedAtMs) known.set(name, promotion);
    },
  };
}

const guarded = (key = payloadKey): ChampionGuard => ({ ...championSeal(key), ...register() });

async function storeWithTwoVersions() {
  const { store } = await folderForTest();
  for (const { version } of [older, newer]) {
    const { description, files } = inventedBundle({ version });
    await writeBundle(store, description, files, requirement);
  }
  return store;
}

describe('where signatures are asked for, the champion pointer', () => {
  it('is followed when it was promoted, forwards and back', async () => {
    const [store, guard] = [await storeWithTwoVersions(), guarded()];
    for (const bundle of [older, newer, older]) {
      await promoteChampion(store, bundle, requirement, { guard });
      expect((await readGuardedChampion(store, older.name, guard))?.version).toBe(bundle.version);
    }
  });

  it('is refused when it was put back to what was promoted before', async () => {
    const [store, guard] = [await storeWithTwoVersions(), guarded()];
    await promoteChampion(store, older, requirement, { guard });
    const earlier = await store.get(pointerKey);
    await promoteChampion(store, newer, requirement, { guard });
    await store.put(pointerKey, earlier);
    const reading = readGuardedChampion(store, older.name, guard);
    await expect(reading).rejects.toMatchObject({ code: 'champion-rolled-back' });
    await expect(reading).rejects.toThrow(`put back to ${older.version} after ${newer.version}`);
    await promoteChampion(store, newer, requirement, { guard });
    expect((await readGuardedChampion(store, older.name, guard))?.version).toBe(newer.version);
  });

  it('is refused when it was removed after a promotion, and nobody before the first one', async () => {
    const [store, guard] = [await storeWithTwoVersions(), guarded()];
    expect(await readGuardedChampion(store, older.name, guard)).toBe(null);
    await promoteChampion(store, newer, requirement, { guard });
    await store.delete(pointerKey);
    await expect(readGuardedChampion(store, older.name, guard)).rejects.toMatchObject({
      code: 'champion-rolled-back',
    });
  });

  it.each([
    ['without a seal', async (store) => pointChampion(store, older)],
    [
      'with a seal of another key',
      async (store) => pointChampion(store, older, { guard: guarded(new Uint8Array(32).fill(2)) }),
    ],
    [
      'with the seal of another promotion',
      async (store) => {
        const { seal } = (await readChampion(store, newer.name))!;
        const forged = { ...older, promotedAt: new Date().toISOString(), seal };
        await store.put(pointerKey, new TextEncoder().encode(JSON.stringify(forged)));
      },
    ],
  ] as [string, (store: Awaited<ReturnType<typeof storeWithTwoVersions>>) => Promise<unknown>][])(
    'that somebody wrote %s is refused',
    async (_case, write) => {
      const [store, guard] = [await storeWithTwoVersions(), guarded()];
      await promoteChampion(store, newer, requirement, { guard });
      await write(store);
      await expect(readGuardedChampion(store, older.name, guard)).rejects.toMatchObject({
        code: 'champion-unsealed',
      });
    },
  );

  it('of a promotion is newer than the one before also where the clock runs behind', async () => {
    const [store, guard] = [await storeWithTwoVersions(), guarded()];
    await promoteChampion(store, newer, requirement, { guard, now: new Date('2026-06-01T12:00:00Z') });
    await promoteChampion(store, older, requirement, { guard, now: new Date('2026-06-01T11:00:00Z') });
    expect((await readGuardedChampion(store, older.name, guard))?.version).toBe(older.version);
  });

  it('cannot be pushed into the future by a pointer that nobody promoted', async () => {
    const [store, guard] = [await storeWithTwoVersions(), guarded()];
    const far = { ...older, promotedAt: '9999-12-31T23:59:59.999Z' };
    await store.put(pointerKey, new TextEncoder().encode(JSON.stringify(far)));
    await promoteChampion(store, newer, requirement, { guard });
    expect((await readGuardedChampion(store, older.name, guard))?.version).toBe(newer.version);
  });

  it('is not replaced by the one that ships after somebody removed it', async () => {
    const [shipped, store, guard] = [await storeWithTwoVersions(), await storeWithTwoVersions(), guarded()];
    await promoteChampion(shipped, older, requirement);
    await promoteChampion(store, newer, requirement, { guard });
    await store.delete(pointerKey);
    expect(await seedBundles(shipped, store, requirement, { guard })).toEqual({
      copied: [],
      promoted: [],
      withheld: [older],
    });
    expect(await readChampion(store, older.name)).toBe(null);
  });
});

describe('with another payload key', () => {
  it('pointers of the one before are taken, and sealed anew so that it may go', async () => {
    const [store, other] = [await storeWithTwoVersions(), new Uint8Array(32).fill(2)];
    await promoteChampion(store, newer, requirement, { guard: guarded() });
    const pointer = (await readChampion(store, newer.name))!;
    const [current, rotating] = [championSeal(other), championSeal(other, payloadKey)];
    expect([current.isSealed(pointer), rotating.isSealed(pointer)]).toEqual([false, true]);
    await resealChampions(store, current, rotating);
    const sealed = (await readChampion(store, newer.name))!;
    expect(current.isSealed(sealed)).toBe(true);
    expect(sealed.promotedAt).toBe(pointer.promotedAt);
  });

  it('a pointer that neither sealed stays as it is', async () => {
    const [store, other] = [await storeWithTwoVersions(), new Uint8Array(32).fill(2)];
    await pointChampion(store, older);
    await resealChampions(store, championSeal(other), championSeal(other, payloadKey));
    expect((await readChampion(store, older.name))?.seal).toBe(undefined);
  });
});
