import { randomUUID } from 'node:crypto';
import { packedScoreBytes, redisKeys, writePackedScore } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  addChunk,
  aliveWorkers,
  commitChunk,
  commitSingleScore,
  createBatch,
  createPayloadCipher,
  createSingleScore,
  failBatch,
  isRedisFull,
  publishBatch,
  readBatch,
  readRedisMemory,
  readSingleScore,
  reportWorker,
} from '../src/index.ts';
import { record, versions } from './invented-score.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(7));
const lifetimes = { waitingSeconds: 1000, resultSeconds: 100 };
let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});
afterEach(makeRoom);
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const fill = () => redis.config('SET', 'maxmemory', '1mb');
async function makeRoom(): Promise<void> {
  await redis.config('SET', 'maxmemory', '0');
}

async function uploadingBatch(): Promise<string> {
  const id = randomUUID();
  const batch = { id, owner: 'local', fileName: 'a.csv', schema: 'test', ...versions };
  await createBatch(redis, batch, lifetimes);
  const entry = { firstRow: 1, rows: 1, firstLine: 2, storedAt: 0, storedBytes: 9 };
  await addChunk(redis, id, 0, entry, Buffer.from('some rows'), lifetimes);
  return id;
}

test('a chunk is committed while Redis is full, and its bytes go', async () => {
  const batchId = await uploadingBatch();
  const file = { fileSha256: '', fileBytes: 9, layout: 'header', ignoredColumns: [], rows: 1, chunks: 1 };
  await publishBatch(redis, batchId, file);
  await fill();
  const packed = new Uint8Array(packedScoreBytes);
  writePackedScore(new DataView(packed.buffer), 0, record);
  const committed = await commitChunk(redis, {
    batchId,
    chunk: 0,
    firstRow: 1,
    packed,
    applicantIds: ['A-1'],
    rejects: new Uint8Array(),
    counters: { rowsScored: 1 },
    waitingSeconds: lifetimes.waitingSeconds,
  });
  expect(committed).toBe('completed');
  expect(await redis.exists(redisKeys.batchChunk(batchId, 0))).toBe(0);
});

test('an upload fails while Redis is full, and its bytes go', async () => {
  const batchId = await uploadingBatch();
  await fill();
  expect(await failBatch(redis, batchId, { code: 'redis-full', message: '' })).toBe(true);
  expect(await readBatch(redis, batchId)).toMatchObject({ state: 'failed', failureCode: 'redis-full' });
  expect(await redis.exists(redisKeys.batchChunk(batchId, 0))).toBe(0);
});

test('a single score that finds no room is still on the list of those that wait', async () => {
  const id = randomUUID();
  await createSingleScore(redis, cipher, { id, owner: 'local', ...versions, application: {} }, 100);
  await fill();
  const refused = await commitSingleScore(redis, { id }, 'A-1', record).catch((error: unknown) => error);
  expect(isRedisFull(refused)).toBe(true);
  expect(await redis.zscore(redisKeys.waitingScores, id)).not.toBeNull();
  await makeRoom();
  expect(await commitSingleScore(redis, { id }, 'A-1', record)).toBe(true);
  expect(await readSingleScore(redis, id)).toMatchObject({ state: 'scored' });
  expect(await redis.zscore(redisKeys.waitingScores, id)).toBeNull();
});

test('a worker is seen while Redis is full', async () => {
  await fill();
  const report = { id: randomUUID(), startedAt: new Date().toISOString(), backend: 'wasm', threads: 1 };
  await reportWorker(redis, { ...report, models: [] });
  expect((await aliveWorkers(redis)).map(({ id }) => id)).toEqual([report.id]);
});

test('a transaction that is refused for want of room is known as such', async () => {
  await fill();
  const refused = await redis
    .multi()
    .set('a', 'b')
    .exec()
    .catch((error: unknown) => error);
  expect(String(refused)).toMatch(/EXECABORT/);
  expect(isRedisFull(refused)).toBe(true);
});

test('what Redis holds and may hold is read', async () => {
  await redis.config('SET', 'maxmemory', '64mb');
  const { usedBytes, limitBytes } = await readRedisMemory(redis);
  expect(limitBytes).toBe(64 * 1024 * 1024);
  expect(usedBytes).toBeGreaterThan(500_000);
  expect(usedBytes).toBeLessThan(limitBytes);
});
