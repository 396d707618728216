import { randomUUID } from 'node:crypto';
import {
  packedScoreBytes,
  type Reject,
  redisKeys,
  rowsPerBlock,
  type ScoreRecord,
  writePackedScore,
} from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addChunk,
  type ChunkResults,
  cancelBatch,
  commitChunk,
  createBatch,
  createPayloadCipher,
  failBatch,
  publishBatch,
  readAllRejects,
  readAllScores,
  readBatch,
  readRowScore,
  sealRejects,
  settleBatch,
} from '../src/index.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(7));
const lifetimes = { waitingSeconds: 1000, resultSeconds: 100 };
const chunkRows = 700;
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

const record = (row: number): ScoreRecord => ({
  pd: row / 10_000,
  score: 300 + (row % 551),
  decision: row % 2 === 0 ? 'approve' : 'decline',
  reasons: [],
  warningBits: row % 64,
  rule: null,
});

/** Rows whose number ends in 99 are rejected. */
const isRejected = (row: number) => row % 100 === 99;

function results(batchId: string, chunk: number): ChunkResults {
  const firstRow = chunk * chunkRows + 1;
  const packed = new Uint8Array(chunkRows * packedScoreBytes);
  const view = new DataView(packed.buffer);
  const rejects: Reject[] = [];
  const applicantIds: string[] = [];
  for (let index = 0; index < chunkRows; index += 1) {
    const row = firstRow + index;
    if (isRejected(row)) {
      rejects.push({ row, line: row, code: 'missing-id', column: 'id', given: '', allowed: 'an id' });
      applicantIds.push('');
    } else {
      writePackedScore(view, index * packedScoreBytes, record(row));
      applicantIds.push(`applicant ${row}`);
    }
  }
  return {
    batchId,
    chunk,
    firstRow,
    packed,
    applicantIds,
    rejects: sealRejects(cipher, batchId, chunk, rejects),
    counters: { rowsScored: chunkRows - rejects.length, rowsRejected: rejects.length, pdNano: 5 },
    waitingSeconds: lifetimes.waitingSeconds,
  };
}

async function newBatch(chunks: number): Promise<string> {
  const id = randomUUID();
  const reference = { name: 'test', version: '1' };
  await createBatch(
    redis,
    {
      id,
      owner: 'local',
      fileName: 'f.csv',
      schema: 's',
      model: reference,
      policy: { name: 'default', version: 1 },
    },
    lifetimes,
  );
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const entry = {
      firstRow: chunk * chunkRows + 1,
      rows: chunkRows,
      firstLine: 1,
      storedAt: 0,
      storedBytes: 1,
    };
    await addChunk(redis, id, chunk, entry, Buffer.from([0, 255, 10]), lifetimes);
  }
  return id;
}

async function publishedBatch(chunks: number): Promise<string> {
  const id = await newBatch(chunks);
  const file = {
    fileSha256: 'a',
    fileBytes: 3,
    layout: '{}',
    ignoredColumns: [],
    rows: chunks * chunkRows,
    chunks,
  };
  expect(await publishBatch(redis, id, file)).toBe(true);
  return id;
}

async function allScores(id: string) {
  const batch = await readBatch(redis, id);
  const scores = [];
  for await (const block of readAllScores(redis, batch!)) scores.push(...block);
  return scores;
}

test('chunks committed in any order give every row its own score and id, and the last one completes the batch', async () => {
  const id = await publishedBatch(4);
  const outcomes = [];
  for (const chunk of [2, 0, 3, 1]) outcomes.push(await commitChunk(redis, results(id, chunk)));
  expect(outcomes).toEqual(['committed', 'committed', 'committed', 'completed']);

  const rows = Array.from({ length: 4 * chunkRows }, (_, index) => index + 1).filter(
    (row) => !isRejected(row),
  );
  const expected = rows.map((row) => ({ row, applicantId: `applicant ${row}`, record: record(row) }));
  expect(await allScores(id)).toEqual(expected);
  const batch = await readBatch(redis, id);
  expect(batch).toMatchObject({ state: 'completed', rowsScored: rows.length, rowsRejected: 28, pdNano: 20 });
  expect(await redis.exists(redisKeys.batchChunk(id, 0), redisKeys.batchChunk(id, 3))).toBe(0);
});

test('the same chunk delivered ten times at once is committed once', async () => {
  const id = await publishedBatch(2);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => commitChunk(redis, results(id, 0))));
  expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'already-committed')).toHaveLength(9);
  expect(await readBatch(redis, id)).toMatchObject({ chunksDone: 1, rowsScored: 693, state: 'scoring' });
});

test('a chunk of a cancelled batch writes nothing, and rows scored before stay readable', async () => {
  const id = await publishedBatch(2);
  await commitChunk(redis, results(id, 0));
  expect(await cancelBatch(redis, id)).toBe(true);
  expect(await commitChunk(redis, results(id, 1))).toBe('batch-ended');
  expect(await allScores(id)).toHaveLength(693);
  expect(await readRowScore(redis, id, 5)).toEqual({ row: 5, applicantId: 'applicant 5', record: record(5) });
  expect(await readRowScore(redis, id, 99)).toBeUndefined();
  expect(await redis.exists(redisKeys.batchChunk(id, 0), redisKeys.batchChunk(id, 1))).toBe(0);
});

test('rejects come back whole and in order, and are not readable in Redis', async () => {
  const id = await publishedBatch(3);
  for (const chunk of [1, 2, 0]) await commitChunk(redis, results(id, chunk));
  const rows = [];
  for await (const rejects of readAllRejects(redis, cipher, (await readBatch(redis, id))!)) {
    rows.push(...rejects.map((reject) => reject.row));
  }
  expect(rows).toEqual(Array.from({ length: 21 }, (_, index) => index * 100 + 99));
  const stored = await redis.getBuffer(redisKeys.batchRejects(id, 0));
  expect(stored?.includes('missing-id')).toBe(false);
});

test('a full block of scores stays a listpack', async () => {
  const id = await publishedBatch(1);
  await commitChunk(redis, results(id, 0));
  const key = redisKeys.batchScores(id, 0);
  expect(await redis.hlen(key)).toBe(rowsPerBlock - 5);
  expect(await redis.object('ENCODING', key)).toBe('listpack');
});

test('results outlive a long outage while a batch is scored, and all expire together after its end', async () => {
  const id = await publishedBatch(2);
  await commitChunk(redis, results(id, 0));
  await settleBatch(redis, id, lifetimes.resultSeconds);
  for (const key of await redis.keys(`bora:{${id}}:*`)) {
    expect(await redis.ttl(key), key).toBeGreaterThan(lifetimes.resultSeconds);
  }
  await commitChunk(redis, results(id, 1));
  await settleBatch(redis, id, lifetimes.resultSeconds);
  const keys = await redis.keys(`bora:{${id}}:*`);
  expect(keys.length).toBeGreaterThan(8);
  for (const key of keys) {
    const seconds = await redis.ttl(key);
    expect(seconds, key).toBeGreaterThan(0);
    expect(seconds, key).toBeLessThanOrEqual(lifetimes.resultSeconds);
  }
  expect(await redis.zscore(redisKeys.activeBatches, id)).toBeNull();
});

test('an upload that failed publishes nothing and leaves no bytes behind', async () => {
  const id = await newBatch(3);
  expect(await failBatch(redis, id, { code: 'upload-incomplete', message: 'Broken off.' })).toBe(true);
  const file = { fileSha256: 'a', fileBytes: 3, layout: '{}', ignoredColumns: [], rows: 1, chunks: 3 };
  expect(await publishBatch(redis, id, file)).toBe(false);
  expect(await readBatch(redis, id)).toMatchObject({ state: 'failed', failureCode: 'upload-incomplete' });
  expect(await redis.keys(`bora:{${id}}:chunk:*`)).toEqual([]);
});

test('a batch that ended is not cancelled or failed any more', async () => {
  const id = await publishedBatch(1);
  await commitChunk(redis, results(id, 0));
  expect(await cancelBatch(redis, id)).toBe(false);
  expect(await failBatch(redis, id, { code: 'x', message: 'y' })).toBe(false);
  expect((await readBatch(redis, id))?.state).toBe('completed');
});
