import { randomBytes } from 'node:crypto';
import { createPayloadCipher, createRotatingCipher } from '@bora/batch-store';
import { openObjectStore } from '@bora/object-store';
import { temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSavedCustomers, saveCustomers } from '../src/customers/saved-customers.ts';
import { createDataKeys } from '../src/records/data-keys.ts';
import { KeyLostError, setLostKeysAside } from '../src/records/lost-keys.ts';
import { rewrapKeys } from '../src/records/rewrap-keys.ts';
import { openRecordDatabase } from './support/record-database.ts';

const purpose = 'saved-customers';
const [lostKey, newKey] = [randomBytes(32), randomBytes(32)];
const [lost, current] = [createPayloadCipher(lostKey), createPayloadCipher(newKey)];
const rotating = createRotatingCipher(newKey, lostKey);
let database: Awaited<ReturnType<typeof openRecordDatabase>>;
beforeEach(async () => {
  database = await openRecordDatabase();
});
afterEach(() => database?.drop());

const keysOf = (cipher: typeof current) => createDataKeys(database.query, cipher);
const keeping = (cipher: typeof current) => ({ query: database.query, dataKeys: keysOf(cipher) });
const purposes = async () =>
  (await database.query.selectFrom('data_keys').select('purpose').orderBy('created_at').execute()).map(
    (row) => row.purpose,
  );

test('apis that start at once with a lost payload key set a key aside once, and share the one that is made', async () => {
  const before = await keysOf(lost).ofPurpose(purpose);
  const starts = [1, 2, 3, 4].map(async () => {
    await setLostKeysAside(database.query, current);
    return (await keysOf(current).ofPurpose(purpose)).id;
  });
  const [made] = new Set(await Promise.all(starts));
  expect(new Set(await Promise.all(starts)).size).toBe(1);
  expect(made).not.toBe(before.id);
  expect(await purposes()).toEqual([`${purpose}:lost:${before.id}`, purpose]);
  await setLostKeysAside(database.query, createPayloadCipher(randomBytes(32)));
  expect(await purposes()).toEqual([`${purpose}:lost:${before.id}`, `${purpose}:lost:${made}`]);
});

test('keys that can be opened are left as they are where a payload key is said to be lost', async () => {
  await keysOf(current).ofPurpose(purpose);
  await setLostKeysAside(database.query, current);
  expect(await purposes()).toEqual([purpose]);
});

test('a page of kept customers leaves out those of a lost key, and goes on behind them', async () => {
  await saveCustomers(keeping(lost), 'owner', ['a', 'b']);
  await setLostKeysAside(database.query, current);
  await saveCustomers(keeping(current), 'owner', ['c']);
  const first = await readSavedCustomers(keeping(current), { limit: 2 });
  expect(first.customers).toEqual([]);
  const second = await readSavedCustomers(keeping(current), { limit: 2, after: first.next! });
  expect(second).toEqual({ customers: ['c'], next: null });
});

test('a payload key that turns up again as the one before opens what was set aside, which is wrapped anew', async () => {
  await saveCustomers(keeping(lost), 'owner', ['a']);
  const { id } = await keysOf(lost).ofPurpose(purpose);
  await setLostKeysAside(database.query, current);
  await expect(keysOf(current).byId(id)).rejects.toThrow(KeyLostError);
  const directory = await temporaryDirectory();
  const uploads = openObjectStore(`file:${directory.path}`);
  const rewrapped = await rewrapKeys({ query: database.query, uploads, current, rotating });
  expect(rewrapped).toEqual({ rewrapped: 1, bound: 0, closed: 0 });
  await uploads.close();
  await directory.remove();
  expect((await readSavedCustomers(keeping(current), { limit: 2 })).customers).toEqual(['a']);
});

test('a key that cannot be opened and was never said to be lost is an error, not something that is gone', async () => {
  await saveCustomers(keeping(lost), 'owner', ['a']);
  await expect(readSavedCustomers(keeping(current), { limit: 2 })).rejects.toThrow(
    expect.objectContaining({ code: 'payload-unreadable' }),
  );
});
