import { randomUUID } from 'node:crypto';
import { createBatch, failBatch, lifetimesOf, noteFile } from '@bora/batch-store';
import { Batch, BatchList, redisKeys } from '@bora/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './support/ask.ts';
import { type Credential, TestPeople } from './support/people.ts';
import { postInventedFile } from './support/post-invented-file.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { inventedVersions } from './support/scored-batch.ts';

let api: RunningApi;
let people: TestPeople;
beforeAll(async () => {
  // Without a worker: what is sent is never scored, so that it can be cancelled.
  api = await startApi();
  people = new TestPeople(api);
});
afterAll(async () => {
  await people?.close();
  await api?.close();
});

/** Every test sends a file of its own. */
let files = 0;
function newFile(): (options?: { query?: string; headers?: Record<string, string> }) => Promise<Batch> {
  const rows = ++files;
  return async (options = {}) => Batch.parse(await (await postInventedFile(api.url, rows, options)).json());
}

async function read(id: string, headers?: Credential): Promise<Batch> {
  const asked = await fetch(`${api.url}/v1/batches/${id}`, headers && { headers });
  return Batch.parse(await asked.json());
}

const nameOf = ({ id, createdAt }: Batch) => ({ id, createdAt });

test('a file that is sent again names the batch before it, in every answer, and the first one names none', async () => {
  const send = newFile();
  const [first, second] = [await send(), await send()];
  expect([first.sameFileAs, second.sameFileAs]).toEqual([null, nameOf(first)]);
  expect((await send()).sameFileAs).toEqual(nameOf(second));
  expect((await read(first.id)).sameFileAs).toBe(null);
  expect((await read(second.id)).sameFileAs).toEqual(nameOf(first));
  const { batches } = BatchList.parse(await (await fetch(`${api.url}/v1/batches`)).json());
  expect(batches.find(({ id }) => id === second.id)?.sameFileAs).toEqual(nameOf(first));
  const events = await fetch(`${api.url}/v1/batches/${second.id}/events`);
  const reader = events.body!.getReader();
  const [, data] = new TextDecoder().decode((await reader.read()).value).split('data: ');
  await reader.cancel();
  expect(Batch.parse(JSON.parse(data!)).sameFileAs).toEqual(nameOf(first));
  expect((await newFile()()).sameFileAs).toBe(null);
});

test('of files that are sent at the same time all but one name another', async () => {
  const send = newFile();
  const sent = await Promise.all([send(), send(), send(), send()]);
  const named = sent.flatMap(({ sameFileAs }) => sameFileAs?.id ?? []);
  expect(new Set(named).size).toBe(3);
  expect(sent.filter(({ id, sameFileAs }) => id === sameFileAs?.id)).toEqual([]);
});

test('a trial names no batch and is named by none', async () => {
  const send = newFile();
  const query = '?trial=true';
  expect((await send({ query })).sameFileAs).toBe(null);
  const real = await send();
  expect(real.sameFileAs).toBe(null);
  expect((await send({ query })).sameFileAs).toBe(null);
  expect((await send()).sameFileAs).toEqual(nameOf(real));
});

test('a batch that was cancelled or failed is not named, and one before it is', async () => {
  const send = newFile();
  const [first, second] = [await send(), await send()];
  const failed = randomUUID();
  const meta = { id: failed, owner: 'o', fileName: 'f', schema: 'invented', ...inventedVersions };
  await createBatch(api.redis, meta, lifetimesOf(7));
  await noteFile(api.redis, failed, second.fileSha256!, lifetimesOf(7));
  await failBatch(api.redis, failed, { code: 'upload-incomplete', message: 'Broken off.' });
  const third = await send();
  expect(third.sameFileAs).toEqual(nameOf(second));
  expect((await fetch(`${api.url}/v1/batches/${second.id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await read(third.id)).sameFileAs).toEqual(nameOf(first));
  // Who is cancelled decides about nobody twice.
  expect((await read(second.id)).sameFileAs).toBe(null);
});

test('an upload that is repeated with its Idempotency-Key does not name itself', async () => {
  const send = newFile();
  const headers = { 'idempotency-key': 'once' };
  const first = await send({ headers });
  expect(await send({ headers })).toEqual(first);
  expect((await read(first.id)).sameFileAs).toBe(null);
  const second = await send();
  expect([second.id === first.id, second.sameFileAs]).toEqual([false, nameOf(first)]);
});

test('a batch of somebody else is named to those alone who may read it', async () => {
  const send = newFile();
  const [one, other] = [await people.add('officer'), await people.add('officer')];
  const [ofOne, ofOther] = [await one.session(), await other.session()];
  const first = await send({ headers: { ...ofOne } });
  const second = await send({ headers: { ...ofOther } });
  expect(second.sameFileAs).toBe(null);
  const analyst = await (await people.add('analyst')).session();
  expect((await read(second.id, analyst)).sameFileAs).toEqual(nameOf(first));
  await ask('PUT', `${api.url}/v1/batches/${first.id}/shared`, ofOne, { shared: true });
  expect((await read(second.id, ofOther)).sameFileAs).toEqual(nameOf(first));
});

test('what is known of a file goes, and not before the batches that it names', async () => {
  const { id, fileSha256 } = await newFile()();
  const seconds = await api.redis.ttl(redisKeys.batchesOfFile(fileSha256!));
  expect(seconds).toBeGreaterThan(await api.redis.ttl(redisKeys.batchMeta(id)));
});
