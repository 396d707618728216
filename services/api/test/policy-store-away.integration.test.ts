import { createPolicy, makePolicyLive } from '@bora/bundle';
import { ObjectStoreUnavailableError, openObjectStore } from '@bora/object-store';
import { startS3 } from '@bora/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { createPolicyCatalogue } from '../src/policies/policy-catalogue.ts';

afterEach(() => {
  vi.useRealTimers();
});

const draft = { approveBelow: 0.1, declineFrom: 0.3, description: '', rules: [] };

async function openStore() {
  const s3 = await startS3();
  const { endpoint, accessKeyId, secretAccessKey, bucket } = s3;
  const store = openObjectStore(`s3://${bucket}/policies`, {
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    accessKeyId,
    secretAccessKey,
  });
  const policy = await createPolicy(store, 'default', draft);
  await makePolicyLive(store, policy);
  return { s3, store, policy };
}

/** Later than what was read is taken for new; only the clock is another one. */
function later() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
}

test('a policy that was read once goes on serving while its store is gone; one that never was does not', async () => {
  const { s3, store, policy } = await openStore();
  const catalogue = createPolicyCatalogue(store);
  expect(await catalogue.live('default')).toEqual(policy);
  await s3.close();
  later();
  expect(await catalogue.live('default')).toEqual(policy);
  expect(await catalogue.read(policy)).toEqual(policy);
  await expect(createPolicyCatalogue(store).live('default')).rejects.toThrow(ObjectStoreUnavailableError);
  await store.close();
});

test('a policy that this api replaced does not come back while the store is gone', async () => {
  const { s3, store } = await openStore();
  const catalogue = createPolicyCatalogue(store);
  await catalogue.live('default');
  const next = await catalogue.create('default', { ...draft, approveBelow: 0.2 });
  await catalogue.makeLive(next);
  await s3.close();
  later();
  await expect(catalogue.live('default')).rejects.toThrow(ObjectStoreUnavailableError);
  await store.close();
});

test('a policy that another process made live after this api goes on serving while the store is gone', async () => {
  const { s3, store } = await openStore();
  const catalogue = createPolicyCatalogue(store);
  await catalogue.makeLive(await catalogue.create('default', { ...draft, approveBelow: 0.2 }));
  const elsewhere = await createPolicy(store, 'default', { ...draft, approveBelow: 0.3 });
  await makePolicyLive(store, elsewhere);
  expect(await catalogue.live('default')).toEqual(elsewhere);
  await s3.close();
  later();
  expect(await catalogue.live('default')).toEqual(elsewhere);
  await store.close();
});
