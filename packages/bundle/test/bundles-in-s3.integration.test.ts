import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { type S3Server, startS3 } from '@bora/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BundleDamagedError,
  BundleExistsError,
  BundleNotFoundError,
  copyBundle,
  createPolicy,
  listBundles,
  listPolicies,
  makePolicyLive,
  promoteChampion,
  readBundle,
  readChampionBundle,
  readLivePolicy,
  readPolicy,
  seedBundles,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { inventedBundle, requirement } from './invented-bundle.ts';

const bundle = inventedBundle();
const reference = { name: bundle.description.name, version: bundle.description.version };
const weightsKey = `${reference.name}/${reference.version}/network-0/weights.bin`;

let server: S3Server;
let prefix = 0;
let stores: ObjectStore[];
beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.close());

/** Another connection to the place of the running test. */
function connect(): ObjectStore {
  const store = openObjectStore(`s3://${server.bucket}/test-${prefix}`, server);
  stores.push(store);
  return store;
}

beforeEach(() => {
  prefix++;
  stores = [];
  return async () => {
    for (const store of stores) await store.close();
  };
});

describe('a bundle in S3', () => {
  it('comes from a folder by copy, is listed, promoted and read back as it was', async () => {
    const [folder, s3] = [(await folderForTest()).store, connect()];
    await writeBundle(folder, bundle.description, bundle.files, requirement);
    const manifest = await copyBundle(folder, s3, reference, requirement);
    expect(await listBundles(s3)).toEqual([{ ...reference, manifest, error: null }]);

    await promoteChampion(s3, reference, requirement);
    const loaded = await readChampionBundle(connect(), reference.name, requirement);
    for (const [name, bytes] of Object.entries(bundle.files)) {
      expect(Buffer.from(loaded.file(name))).toEqual(Buffer.from(bytes));
    }
  });

  it('is refused where a file was replaced, is missing or is one too many', async () => {
    const s3 = connect();
    await writeBundle(s3, bundle.description, bundle.files, requirement);
    const weights = bundle.files['network-0/weights.bin']!;
    await s3.put(weightsKey, weights.toReversed());
    await expect(readBundle(s3, reference, requirement)).rejects.toMatchObject({
      code: 'bundle-damaged',
      file: 'network-0/weights.bin',
      damage: 'content',
    });
    await s3.delete(weightsKey);
    await expect(readBundle(s3, reference, requirement)).rejects.toMatchObject({ damage: 'missing' });
    await s3.put(weightsKey, weights);
    await s3.put(`${weightsKey}.old`, weights);
    await expect(readBundle(s3, reference, requirement)).rejects.toThrow(BundleDamagedError);
    await s3.delete(`${weightsKey}.old`);
    expect((await readBundle(s3, reference, requirement)).manifest.version).toBe(reference.version);
  });

  it('is written by several processes at once where all write the same', async () => {
    await Promise.all(
      [1, 2, 3].map(() => writeBundle(connect(), bundle.description, bundle.files, requirement)),
    );
    expect((await readBundle(connect(), reference, requirement)).manifest.version).toBe(reference.version);
  });

  it('is the winner’s where several write different content, and nobody’s where all gave way', async () => {
    const names = ['A', 'B', 'C'];
    const settled = await Promise.allSettled(
      names.map((weights) => {
        const { description, files } = inventedBundle({ weights });
        return writeBundle(connect(), description, files, requirement);
      }),
    );
    const winners = names.filter((_, index) => settled[index]!.status === 'fulfilled');
    expect(winners.length).toBeLessThanOrEqual(1);
    for (const outcome of settled) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(BundleExistsError);
    }
    const reading = readBundle(connect(), reference, requirement);
    if (winners.length === 0) await expect(reading).rejects.toThrow(BundleNotFoundError);
    else expect(new TextDecoder().decode((await reading).file('network-0/weights.bin'))).toBe(winners[0]);
  });

  it('is seeded from the bundles that ship, by several processes at once', async () => {
    const shipped = (await folderForTest()).store;
    await writeBundle(shipped, bundle.description, bundle.files, requirement);
    await promoteChampion(shipped, reference, requirement);
    await Promise.all([connect(), connect()].map((store) => seedBundles(shipped, store, requirement)));
    const champion = await readChampionBundle(connect(), reference.name, requirement);
    expect(champion.manifest.version).toBe(reference.version);
  });
});

describe('a policy in S3', () => {
  it('is created, listed, made live and read', async () => {
    const s3 = connect();
    const draft = { approveBelow: 0.1, declineFrom: 0.4, description: '', rules: [] };
    await createPolicy(s3, 'cautious', draft);
    const second = await createPolicy(s3, 'cautious', { ...draft, approveBelow: 0.05 });
    await makePolicyLive(s3, second);
    expect(await listPolicies(connect())).toEqual([{ name: 'cautious', versions: [1, 2], live: 2 }]);
    expect(await readLivePolicy(connect(), 'cautious')).toEqual(second);
    expect((await readPolicy(connect(), { name: 'cautious', version: 1 })).approveBelow).toBe(0.1);
  });
});
