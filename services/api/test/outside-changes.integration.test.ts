import { championPointers, createPolicy, makePolicyLive, pointChampion, policyPointers } from '@bora/bundle';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { waitUntil } from '@bora/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeMoved } from '../src/audit/known-live.ts';
import { advisoryLocks } from '../src/database/advisory-locks.ts';
import { modelName, storeInventedBundle } from './support/invented-bundle.ts';
import { TestPeople } from './support/people.ts';
import { recordWork } from './support/record-work.ts';
import { firstVersion, type RunningApi, startApi } from './support/running-api.ts';
import { trailEntries, verification } from './support/trail.ts';

let api: RunningApi;
let people: TestPeople;
let [models, policies]: ObjectStore[] = [];

beforeAll(async () => {
  api = await startApi({ PAYLOAD_KEY: '07'.repeat(32) });
  people = new TestPeople(api);
  [models, policies] = [openObjectStore(api.modelStore), openObjectStore(api.policyStore)];
  await waitUntil(async () => (await entries('installation')).length === 2, {
    what: 'the first look at what is live',
  });
});
afterAll(async () => {
  await Promise.all([people?.database.close(), models?.close(), policies?.close()]);
  await api?.close();
});

/** What the trail says of models and policies that became live past the api. */
async function entries(actor = 'outside the api') {
  const found = await trailEntries(api, `&actor=${encodeURIComponent(actor)}`);
  return found.map(({ action, objectId, changes }) => ({
    action,
    objectId,
    from: changes[0]?.from,
    to: changes[0]?.to,
  }));
}

const look = () =>
  noticeMoved({
    ...recordWork(api.redis, people.database.query),
    readPointers: { model: () => championPointers(models!), policy: () => policyPointers(policies!) },
  });

const put = (path: string, body: unknown) =>
  fetch(`${api.url}/v1/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('what was live before the record began is in the trail as the installation’s, and nobody is warned of it', async () => {
  expect(await entries()).toEqual([]);
  expect(api.process.output).toContain('what was live when the record began was recorded');
  expect(api.process.output).not.toContain('past the api');
  expect(await entries('installation')).toEqual([
    { action: 'model.promote', objectId: modelName, from: null, to: firstVersion },
    { action: 'policy.create', objectId: 'default', from: null, to: '1' },
  ]);
  expect(await look()).toEqual([]);
});

test('a policy that is first made live in the store after the record began is told as moved past the api', async () => {
  const draft = { approveBelow: 0.1, declineFrom: 0.3, description: '', rules: [] };
  await makePolicyLive(policies!, await createPolicy(policies!, 'another', draft));
  expect(await look()).toMatchObject([{ name: 'another', isFirst: false }]);
  expect((await entries()).at(-1)).toMatchObject({ objectId: 'another', from: null, to: '1' });
});

test('a champion and a policy that were made live in the store itself are recorded once, also back and forth', async () => {
  const before = (await entries()).length;
  await storeInventedBundle(api.modelStore, 'v2');
  await pointChampion(models!, { name: modelName, version: 'v2' });
  const { name, version } = await createPolicy(policies!, 'default', {
    approveBelow: 0.1,
    declineFrom: 0.3,
    description: '',
    rules: [],
  });
  await makePolicyLive(policies!, { name, version });
  expect(await Promise.all([look(), look()]).then((found) => found.flat().length)).toBe(2);
  expect((await entries()).slice(before)).toEqual([
    { action: 'model.promote', objectId: modelName, from: firstVersion, to: 'v2' },
    { action: 'policy.create', objectId: 'default', from: '1', to: String(version) },
  ]);
  await pointChampion(models!, { name: modelName, version: firstVersion });
  await pointChampion(models!, { name: modelName, version: 'v2' });
  await look();
  expect((await entries()).at(-1)).toMatchObject({ from: 'v2', to: 'v2' });
  expect(await look()).toEqual([]);
  expect((await verification(api)).findings).toEqual([]);
});

test('what is made live through the api is that person’s, and nobody’s outside', async () => {
  const before = (await entries()).length;
  expect((await put(`models/${modelName}/champion`, { version: firstVersion })).status).toBe(200);
  const draft = { approveBelow: 0.15, declineFrom: 0.3, description: '', rules: [], live: true };
  expect((await put('policies/default', draft)).status).toBe(201);
  expect(await look()).toEqual([]);
  expect(await entries()).toHaveLength(before);
});

test('while a pointer is moved through an api nobody takes it for moved outside', async () => {
  await people.database.query.transaction().execute(async (moving) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.livePointers)})`.execute(moving);
    await pointChampion(models!, { name: modelName, version: 'v2' });
    expect(await look()).toEqual([]);
  });
  expect(await look()).toMatchObject([{ name: modelName, version: 'v2' }]);
});

test('after an upgrade what the trail says to be live is no news, and what was moved since is', async () => {
  const upgraded = () => people.database.query.deleteFrom('known_live').execute();
  await put(`models/${modelName}/champion`, { version: 'v2' });
  await put(`models/${modelName}/champion`, { version: firstVersion });
  // Promoting what is champion already changes no version, but the moment since when.
  await put(`models/${modelName}/champion`, { version: firstVersion });
  const draft = { approveBelow: 0.12, declineFrom: 0.3, description: '', rules: [] };
  expect((await put('policies/default', { ...draft, live: true })).status).toBe(201);
  expect((await put('policies/default', draft)).status).toBe(201);
  const before = await entries();
  await upgraded();
  expect(await look()).toEqual([]);
  expect(await entries()).toEqual(before);
  await pointChampion(models!, { name: modelName, version: 'v2' });
  await pointChampion(models!, { name: modelName, version: firstVersion });
  await upgraded();
  await look();
  expect((await entries()).slice(before.length)).toEqual([
    { action: 'model.promote', objectId: modelName, from: null, to: firstVersion },
  ]);
});
