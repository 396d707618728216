import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claimPayloadKey, PayloadKeyMismatchError, readRefusal, readSingleScore } from '@bora/batch-store';
import { promoteChampion, requirementOf } from '@bora/bundle';
import { type ModelReference, queues, singleJobId } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { finishedBatch, publishedBatch } from './published-batch.ts';
import { storedSingle } from './stored-single.ts';
import { applicants, trainChampion } from './trained-bundle.ts';
import { openWorkerStage, payloadKey, type WorkerStage } from './worker-stage.ts';

let stage: WorkerStage;
let first: ModelReference;
const missing = { name: 'test-lender', version: 'never-trained' };

beforeAll(async () => {
  stage = await openWorkerStage();
  first = await trainChampion(stage.models);
});
afterEach(() => stage.closeWorker());
afterAll(() => stage.close());

test('a new champion is loaded without a restart, and a damaged one is refused while the old goes on serving', async () => {
  await stage.start();
  const loads = (model: ModelReference) => async () => {
    const reports = await stage.redis.hvals('bora:workers');
    return reports.some((report) => report.includes(model.version));
  };
  await waitUntil(loads(first), { what: 'the first champion' });
  const second = await trainChampion(stage.models, 2);
  await waitUntil(loads(second), { what: 'the second champion' });

  const damaged = await trainChampion(stage.models, 3);
  await promoteChampion(stage.models, second, await requirementOf('none'));
  const weights = join(stage.modelFolder, damaged.name, damaged.version, 'weights.bin');
  const bytes = await readFile(weights);
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
  await writeFile(weights, bytes);
  const pointer = { ...damaged, promotedAt: new Date().toISOString() };
  await stage.models.put(`${damaged.name}/champion.json`, Buffer.from(JSON.stringify(pointer)));
  const refusal = await waitUntil(() => readRefusal(stage.redis, damaged), {
    what: 'the refusal',
  });
  expect(refusal).toMatchObject({ code: 'bundle-damaged' });
  const { scores } = await finishedBatch(stage, await publishedBatch(stage, applicants(1, 100), second));
  expect(scores).toHaveLength(100);
  await promoteChampion(stage.models, first, await requirementOf('none'));
});

test('rows of a batch whose model does not exist become rejects with the code chunk-failed', async () => {
  await stage.start();
  const id = await publishedBatch(stage, applicants(1, 700), missing);
  const { rejects, scores } = await finishedBatch(stage, id);
  expect(scores).toEqual([]);
  expect(rejects.map(({ row }) => row)).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
  expect(new Set(rejects.map(({ code }) => code))).toEqual(new Set(['chunk-failed']));
  expect(await stage.chunks.getFailedCount()).toBe(0);
});

test('a single application that no worker can score is answered with failed and why', async () => {
  await stage.start();
  const id = await storedSingle(stage, missing, { income: 900 });
  await stage.singles.add(queues.singles.name, { v: 1, scoreId: id }, { jobId: singleJobId(id) });
  const isFailed = async () => {
    const single = await readSingleScore(stage.redis, id);
    return single?.state === 'failed' ? single : undefined;
  };
  const failed = await waitUntil(isFailed, { what: 'the score to fail' });
  expect(failed?.failureCode).toBe('bundle-not-found');
  expect(await readRefusal(stage.redis, missing)).toBeUndefined();
});

test('a worker whose backend does not work does not start, and refuses no model', async () => {
  await expect(stage.start(stage.models, { TENSORFLOW_BACKEND: 'tensorflow' })).rejects.toThrow('native');
  expect(await readRefusal(stage.redis, first)).toBeUndefined();
});

test('a worker with another payload key is turned away', async () => {
  await claimPayloadKey(stage.redis, payloadKey);
  await claimPayloadKey(stage.redis, payloadKey);
  await expect(claimPayloadKey(stage.redis, new Uint8Array(32).fill(8))).rejects.toThrow(
    PayloadKeyMismatchError,
  );
});

test('a job that is no job of ours fails at once and leaves the queue', async () => {
  await stage.start();
  await stage.chunks.add(queues.chunks.name, { v: 99, rows: 'x' }, { jobId: 'not-ours' });
  await waitUntil(async () => (await stage.chunks.getJobState('not-ours')) === 'unknown', {
    what: 'the job to leave',
  });
});
