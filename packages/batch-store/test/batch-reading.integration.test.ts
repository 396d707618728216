import { randomUUID } from 'node:crypto';
import { packedScoreBytes, readPackedScore, redisKeys, writePackedScore } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addChunk,
  type BatchRecord,
  cancelBatch,
  commitChunk,
  countScores,
  createBatch,
  keepUploadAlive,
  listBatches,
  publishBatch,
  readAllScores,
  readBatch,
  readPackedScores,
  type StoredScore,
} from '../src/index.ts';
import { readListedPage } from '../src/listed-page.ts';

const lifetimes = { waitingSeconds: 1000, resultSeconds: 100 };
let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await redis.flushall();
});

async function newBatch(): Promise<string> {
  const id = randomUUID();
  const model = { name: 'test', version: '1' };
  const policy = { name: 'default', version: 1 };
  const batch = { id, owner: 'local', fileName: '', schema: 's', model, policy };
  await createBatch(redis, batch, lifetimes);
  return id;
}

const entry = { firstRow: 1, rows: 1, firstLine: 1, storedAt: 0, storedBytes: 1 };

test('the list of batches pages through every one, also those of the same millisecond', async () => {
  const ids = await Promise.all(Array.from({ length: 25 }, newBatch));
  const seen: BatchRecord[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await listBatches(redis, { limit: 4, after });
    seen.push(...items);
    if (next === null) break;
    after = next;
  }
  expect(seen.map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(seen.map(({ createdAtMs }) => createdAtMs)).toEqual(
    seen.map(({ createdAtMs }) => createdAtMs).sort((left, right) => right - left),
  );
});

test('a page of wanted batches is full where there are enough, however many others lie between', async () => {
  const wanted = new Set<string>();
  for (let index = 0; index < 130; index += 1) {
    const id = await newBatch();
    if (index % 40 === 0) wanted.add(id);
  }
  const isWanted = ({ id }: BatchRecord) => wanted.has(id);
  const first = await listBatches(redis, { limit: 3, isWanted });
  expect(first.items.map(({ id }) => id)).toEqual([...wanted].reverse().slice(0, 3));
  const second = await listBatches(redis, { limit: 3, after: first.next ?? '', isWanted });
  expect(second).toMatchObject({ items: [{ id: [...wanted][0] }], next: null });
});

test('a short page of batches that are all wanted reads no more than it shows, and one to know of a next page', async () => {
  await Promise.all(Array.from({ length: 60 }, newBatch));
  let reads = 0;
  const read = (id: string) => {
    reads += 1;
    return readBatch(redis, id);
  };
  const { items } = await readListedPage(redis, redisKeys.batches, read, { limit: 1 });
  expect([items.length, reads]).toEqual([1, 2]);
});

test('the list goes on after a batch that has expired, and ends after one that is listed no more', async () => {
  await Promise.all([newBatch(), newBatch()]);
  const [expired, left] = (await listBatches(redis, { limit: 5 })).items.map(({ id }) => id);
  await redis.del(`bora:{${expired}}:meta`);
  expect((await listBatches(redis, { limit: 5 })).items.map(({ id }) => id)).toEqual([left]);
  expect((await listBatches(redis, { limit: 5, after: expired })).items.map(({ id }) => id)).toEqual([left]);
  expect(await listBatches(redis, { limit: 5, after: randomUUID() })).toEqual({ items: [], next: null });
});

test('an upload learns from its next chunk that its batch was cancelled', async () => {
  const id = await newBatch();
  expect(await addChunk(redis, id, 0, entry, Buffer.from('x'), lifetimes)).toBe(true);
  expect(await keepUploadAlive(redis, id)).toBe(true);
  await cancelBatch(redis, id);
  expect(await keepUploadAlive(redis, id)).toBe(false);
  expect(await addChunk(redis, id, 1, entry, Buffer.from('x'), lifetimes)).toBe(false);
});

test('an upload does not bring back a batch that has expired', async () => {
  const id = await newBatch();
  await redis.flushall();
  expect(await keepUploadAlive(redis, id)).toBe(false);
  expect(await readBatch(redis, id)).toBeUndefined();
});

test('scores are read in the order of the file, whatever the order of the commits', async () => {
  const id = await newBatch();
  const chunkRows = 300;
  const chunks = [2, 0, 3, 1];
  for (const chunk of chunks) await addChunk(redis, id, chunk, entry, Buffer.from('x'), lifetimes);
  const rows = chunkRows * chunks.length;
  const file = {
    fileSha256: '',
    fileBytes: 1,
    layout: '{}',
    ignoredColumns: [],
    rows,
    chunks: chunks.length,
  };
  await publishBatch(redis, id, file);
  for (const chunk of chunks) {
    const packed = new Uint8Array(chunkRows * packedScoreBytes);
    const view = new DataView(packed.buffer);
    const numbers = Array.from({ length: chunkRows }, (_, index) => chunk * chunkRows + index + 1);
    for (const [index, row] of numbers.entries()) {
      const record = {
        pd: row / rows,
        score: 500,
        decision: 'refer',
        reasons: [],
        warningBits: 0,
        rule: null,
      } as const;
      writePackedScore(view, index * packedScoreBytes, record);
    }
    await commitChunk(redis, {
      batchId: id,
      chunk,
      firstRow: chunk * chunkRows + 1,
      packed,
      applicantIds: numbers.map((row) => `äpplicant ${row}`),
      rejects: new Uint8Array(),
      counters: { rowsScored: chunkRows },
      waitingSeconds: 100,
    });
  }
  const batch = await readBatch(redis, id);
  const inOrder = Array.from({ length: rows }, (_, index) => index + 1);

  const scores: StoredScore[] = [];
  for await (const block of readAllScores(redis, batch!)) scores.push(...block);
  expect(scores.map(({ row }) => row)).toEqual(inOrder);
  expect(scores.map(({ applicantId }) => applicantId)).toEqual(inOrder.map((row) => `äpplicant ${row}`));
  expect(scores.map(({ record }) => record.pd)).toEqual(inOrder.map((row) => row / rows));

  const pds: number[] = [];
  for await (const { packed, places } of readPackedScores(redis, batch!)) {
    for (const { offset } of places) pds.push(readPackedScore(packed, offset).pd);
  }
  expect(pds).toEqual(inOrder.map((row) => row / rows));
  expect(await countScores(redis, batch!)).toEqual([500, 500, 200]);
});
