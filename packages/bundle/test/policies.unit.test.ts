import { readFile, writeFile } from 'node:fs/promises';
import { openObjectStore } from '@bora/object-store';
import { repositoryRoot } from '@bora/testing';
import { describe, expect, it } from 'vitest';
import {
  createPolicy,
  LivePolicyNotFoundError,
  listPolicies,
  makePolicyLive,
  PolicyFormatError,
  PolicyNotFoundError,
  readLivePolicy,
  readPolicy,
  seedPolicies,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';

const draft = { approveBelow: 0.1, declineFrom: 0.4, description: 'Cautious.', rules: [] };
const noon = new Date('2026-01-03T12:00:00.000Z');
const shippedPolicies = () => openObjectStore(`file:${repositoryRoot}/policies`);

describe('a policy', () => {
  it('counts its versions from 1 and gives each back as it was created', async () => {
    const { store } = await folderForTest();
    const first = await createPolicy(store, 'cautious', draft, noon);
    const second = await createPolicy(store, 'cautious', { ...draft, approveBelow: 0.05 }, noon);
    expect(first).toEqual({ ...draft, name: 'cautious', version: 1, createdAt: noon.toISOString() });
    expect(second.version).toBe(2);
    expect(await readPolicy(store, first)).toEqual(first);
    expect(await readPolicy(store, second)).toEqual(second);
  });

  it('is live in the version that was made live last, and in none before', async () => {
    const { store } = await folderForTest();
    for (const approveBelow of [0.1, 0.2]) await createPolicy(store, 'cautious', { ...draft, approveBelow });
    await expect(readLivePolicy(store, 'cautious')).rejects.toThrow(LivePolicyNotFoundError);
    for (const version of [2, 1]) {
      await makePolicyLive(store, { name: 'cautious', version });
      expect((await readLivePolicy(store, 'cautious')).version).toBe(version);
    }
  });

  it('stays live when a version that does not exist is made live', async () => {
    const { store } = await folderForTest();
    await createPolicy(store, 'cautious', draft);
    await makePolicyLive(store, { name: 'cautious', version: 1 });
    await expect(makePolicyLive(store, { name: 'cautious', version: 2 })).rejects.toThrow(
      PolicyNotFoundError,
    );
    expect((await readLivePolicy(store, 'cautious')).version).toBe(1);
  });

  it('is refused where its pointer is damaged, until a version is made live again as the error says', async () => {
    const { store, path } = await folderForTest();
    const policy = await createPolicy(store, 'cautious', draft);
    await makePolicyLive(store, policy);
    await writeFile(`${path}/cautious/live.json`, 'of another process');
    const reading = readLivePolicy(store, 'cautious');
    await expect(reading).rejects.toThrow(PolicyFormatError);
    await expect(reading).rejects.toThrow(/make a version live again/);
    await makePolicyLive(store, policy);
    expect(await readLivePolicy(store, 'cautious')).toEqual(policy);
  });

  it('whose cut-offs contradict each other is not stored', async () => {
    const { store } = await folderForTest();
    await expect(createPolicy(store, 'cautious', { ...draft, declineFrom: 0.05 })).rejects.toThrow(
      'approveBelow must not exceed declineFrom',
    );
    expect(await listPolicies(store)).toEqual([]);
    expect((await createPolicy(store, 'cautious', draft)).version).toBe(1);
  });

  it('is listed with its versions in order of number and with the live one', async () => {
    const { store } = await folderForTest();
    for (let version = 1; version <= 11; version++) await createPolicy(store, 'many', draft);
    await createPolicy(store, 'few', draft);
    await makePolicyLive(store, { name: 'many', version: 10 });
    await store.put('README.md', new TextEncoder().encode('# Policies'));
    expect(await listPolicies(store)).toEqual([
      { name: 'few', versions: [1], live: null },
      { name: 'many', versions: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], live: 10 },
    ]);
  });

  it('that cannot be used is refused with its key', async () => {
    const { store, path } = await folderForTest();
    const put = (key: string, value: string) => store.put(key, new TextEncoder().encode(value));
    await put('broken/1.json', '{');
    await put('swapped/1.json', JSON.stringify({ ...draft, name: 'other', version: 1, createdAt: noon }));
    await put('lost/live.json', JSON.stringify({ name: 'lost', version: 7, madeLiveAt: noon }));
    for (const name of ['broken', 'swapped']) {
      const reading = readPolicy(store, { name, version: 1 });
      await expect(reading).rejects.toThrow(PolicyFormatError);
      await expect(reading).rejects.toMatchObject({ key: `${name}/1.json` });
    }
    await expect(readLivePolicy(store, 'lost')).rejects.toThrow(PolicyNotFoundError);

    const policy = await createPolicy(store, 'flipped', draft);
    const file = `${path}/flipped/1.json`;
    await writeFile(file, (await readFile(file, 'utf8')).replace('0.4', '0.5'));
    await expect(readPolicy(store, policy)).rejects.toThrow(PolicyFormatError);
  });
});

describe('creating versions at once', () => {
  it('in one process gives each its own number without gaps', async () => {
    const { store } = await folderForTest();
    const cutOffs = [0.11, 0.12, 0.13, 0.14, 0.15];
    const created = await Promise.all(
      cutOffs.map((approveBelow) => createPolicy(store, 'cautious', { ...draft, approveBelow })),
    );
    expect(created.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    for (const policy of created) expect(await readPolicy(store, policy)).toEqual(policy);
  });

  it('through two stores at one place never writes a version over another', async () => {
    const { path } = await folderForTest();
    const cutOffs = [0.11, 0.12, 0.13, 0.14];
    const settled = await Promise.allSettled(
      cutOffs.map((approveBelow) =>
        createPolicy(openObjectStore(`file:${path}`), 'cautious', { ...draft, approveBelow }),
      ),
    );
    const created = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    for (const outcome of settled) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'policy-exists' });
    }
    const store = openObjectStore(`file:${path}`);
    expect(new Set(created.map(({ version }) => version)).size).toBe(created.length);
    for (const policy of created) expect(await readPolicy(store, policy)).toEqual(policy);
  });
});

describe('the policies that ship', () => {
  it('approve below a PD of 0.20 and decline from 0.30, without rules', async () => {
    const policy = await readLivePolicy(shippedPolicies(), 'default');
    expect(policy).toMatchObject({ version: 1, approveBelow: 0.2, declineFrom: 0.3, rules: [] });
  });

  it('fill an empty store, and touch nothing that an operator made', async () => {
    const { store } = await folderForTest();
    await seedPolicies(shippedPolicies(), store);
    expect(await readLivePolicy(store, 'default')).toEqual(
      await readLivePolicy(shippedPolicies(), 'default'),
    );

    const own = await createPolicy(store, 'default', draft);
    await makePolicyLive(store, own);
    await seedPolicies(shippedPolicies(), store);
    expect(await readLivePolicy(store, 'default')).toEqual(own);
  });
});
