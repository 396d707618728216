import { randomUUID } from 'node:crypto';
import { addChunk, createBatch, readBatch, readSingleScore } from '@bora/batch-store';
import { type ModelReference, redisKeys } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { waitUntil } from '@bora/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { finishedBatch, lifetimes, publishedBatch } from './published-batch.ts';
import { storedSingle } from './stored-single.ts';
import { applicants, schema, trainChampion } from './trained-bundle.ts';
import { openWorkerStage, policyReference, type WorkerStage } from './worker-stage.ts';

let stage: WorkerStage;
let first: ModelReference;

beforeAll(async () => {
  stage = await openWorkerStage();
  first = await trainChampion(stage.models);
});
afterEach(() => stage.closeWorker());
afterAll(() => stage.close());

test('a single application whose api died before it enqueued the job is scored all the same', async () => {
  await stage.start();
  const id = await storedSingle(stage, first, { income: 900 });
  const isScored = async () => (await readSingleScore(stage.redis, id))?.state === 'scored';
  await waitUntil(isScored, { what: 'the reconciler to find it' });
  // It leaves the list once its score is written.
  const isListed = async () => (await stage.redis.zscore(redisKeys.waitingScores, id)) !== null;
  await waitUntil(async () => !(await isListed()), { what: 'it to be no longer waited for' });
});

test('an upload whose api died is failed after a minute of silence, and its chunks are removed', async () => {
  await stage.start();
  const id = randomUUID();
  const versions = { model: first, policy: policyReference };
  await createBatch(
    stage.redis,
    { id, owner: 'local', fileName: 'f', schema: schema.id, ...versions },
    lifetimes,
  );
  const entry = { firstRow: 1, rows: 1, firstLine: 2, storedAt: 0, storedBytes: 1 };
  await addChunk(stage.redis, id, 0, entry, Buffer.from('x'), lifetimes);
  await stage.redis.hset(redisKeys.batchMeta(id), 'uploadSeenAtMs', Date.now() - 59_000);
  const hasFailed = async () => (await readBatch(stage.redis, id))?.state === 'failed';
  await waitUntil(hasFailed, { what: 'the batch to fail', timeoutMs: 15_000 });
  expect((await readBatch(stage.redis, id))?.failureCode).toBe('upload-incomplete');
  expect(await stage.redis.exists(redisKeys.batchChunk(id, 0))).toBe(0);
});

test('while the object store is away a batch waits, and loses no row when it comes back', async () => {
  const away = openObjectStore('s3://bucket/models', {
    endpoint: 'http://127.0.0.1:9',
    accessKeyId: 'x',
    secretAccessKey: 'y',
  });
  await stage.start(away);
  const id = await publishedBatch(stage, applicants(1, 1_300), first);
  await waitUntil(async () => (await stage.chunks.getDelayedCount()) > 0, {
    what: 'the jobs to wait',
  });
  expect((await readBatch(stage.redis, id))?.state).toBe('scoring');
  await stage.closeWorker();
  await away.close();
  await stage.start();
  const { scores } = await finishedBatch(stage, id);
  expect(scores).toHaveLength(1_300);
});

test('a worker closes within ten seconds while Redis is down, and scoring goes on when both are back', async () => {
  await stage.start();
  const id = await publishedBatch(stage, applicants(1, 20_000), first);
  await waitUntil(async () => ((await readBatch(stage.redis, id))?.rowsScored ?? 0) > 0, {
    what: 'some scores',
    everyMs: 2,
  });
  await stage.server.kill();
  const toldAt = performance.now();
  await stage.closeWorker();
  expect(performance.now() - toldAt).toBeLessThan(10_000);
  await stage.server.restart();
  await stage.start();
  const { scores } = await finishedBatch(stage, id);
  expect(scores).toHaveLength(20_000);
});
