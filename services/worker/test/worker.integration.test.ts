import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addChunk,
  claimPayloadKey,
  createBatch,
  createPayloadCipher,
  createSingleScore,
  PayloadKeyMismatchError,
  payloadContext,
  publishBatch,
  readAllRejects,
  readAllScores,
  readBatch,
  readRefusal,
  readSingleScore,
} from '@bora/batch-store';
import { promoteChampion, readBundle, requirementOf } from '@bora/bundle';
import {
  chunkJobId,
  type ModelReference,
  type Policy,
  queuePrefix,
  queues,
  redisKeys,
  singleJobId,
} from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import { applicantsFromJson, openApplicantFile, parseApplicants } from '@bora/features';
import { loadScorer, scoreApplicants, selectBackend } from '@bora/model';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { type RedisServer, startRedis, temporaryDirectory, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { startWorker } from '../src/worker.ts';
import { applicants, schema, trainChampion } from './trained-bundle.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(9));
const lifetimes = { waitingSeconds: 1000, resultSeconds: 1000 };
const policy: Policy = {
  name: 'default',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  description: '',
  approveBelow: 0.2,
  declineFrom: 0.3,
  rules: [],
};
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: RedisServer;
let redis: Redis;
let chunks: Queue;
let singles: Queue;
let models: ObjectStore;
let policies: ObjectStore;
let first: ModelReference;
let worker: Awaited<ReturnType<typeof startWorker>> | undefined;

beforeAll(async () => {
  folder = await temporaryDirectory();
  server = await startRedis({ appendOnly: true });
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  const queueOptions = { connection: redis, prefix: queuePrefix };
  chunks = new Queue(queues.chunks.name, { ...queueOptions, defaultJobOptions: queues.chunks.options });
  singles = new Queue(queues.singles.name, { ...queueOptions, defaultJobOptions: queues.singles.options });
  for (const queue of [chunks, singles]) queue.on('error', () => {});
  models = openObjectStore(`file:${join(folder.path, 'models')}`);
  policies = openObjectStore(`file:${join(folder.path, 'policies')}`);
  await policies.put('default/1.json', Buffer.from(JSON.stringify(policy)));
  first = await trainChampion(models);
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
});
afterAll(async () => {
  await Promise.all([chunks.close(), singles.close()]);
  redis.disconnect();
  await server.stop();
  await folder.remove();
});

async function newSingle(model: ModelReference): Promise<string> {
  const id = randomUUID();
  const policyReference = { name: 'default', version: 1 };
  const single = { id, owner: 'local', model, policy: policyReference, application: { income: 900 } };
  await createSingleScore(redis, cipher, single, 1000);
  return id;
}

async function start(modelStore = models, environment: Record<string, string> = {}): Promise<void> {
  const config = readConfig({
    REDIS_URL: server.url,
    MODEL_NAME: 'test-lender',
    INFERENCE_THREADS: '1',
    TENSORFLOW_BACKEND: 'wasm',
    ...environment,
  });
  const requirement = await requirementOf('none');
  worker = await startWorker({
    config,
    modelStore,
    policyStore: policies,
    uploads: openObjectStore(`file:${join(folder.path, 'uploads')}`),
    segmentStore: openObjectStore(`file:${join(folder.path, 'segments')}`),
    cipher,
    requirement,
    log: pino({ level: 'silent' }),
  });
}

/** A batch of chunks of 600 rows, the last one shorter, published and enqueued. */
async function publish(text: string, model: ModelReference): Promise<string> {
  const id = randomUUID();
  const batch = {
    id,
    owner: 'local',
    fileName: 'f.csv',
    schema: schema.id,
    model,
    policy: { name: 'default', version: 1 },
  };
  await createBatch(redis, batch, lifetimes);
  const [header, ...lines] = text.trimEnd().split('\n');
  const { layout } = openApplicantFile(Buffer.from(text), schema);
  let chunk = 0;
  for (let from = 0; from < lines.length; from += 600, chunk += 1) {
    const rows = lines.slice(from, from + 600);
    const sealed = cipher.seal(Buffer.from(`${rows.join('\n')}\n`), payloadContext.chunk(id, chunk));
    const entry = {
      firstRow: from + 1,
      rows: rows.length,
      firstLine: from + 2,
      storedAt: 0,
      storedBytes: sealed.length,
    };
    await addChunk(redis, id, chunk, entry, sealed, lifetimes);
  }
  expect(header).toBe('number,income,home');
  const file = {
    fileSha256: 'a',
    fileBytes: 1,
    layout: JSON.stringify(layout),
    ignoredColumns: [],
    rows: lines.length,
    chunks: chunk,
  };
  await publishBatch(redis, id, file);
  await chunks.addBulk(
    Array.from({ length: chunk }, (_, index) => ({
      name: queues.chunks.name,
      data: { v: 1, batchId: id, chunk: index },
      opts: { jobId: chunkJobId(id, index) },
    })),
  );
  return id;
}

async function finished(id: string) {
  const isOver = async () => (await readBatch(redis, id))?.state === 'completed';
  await waitUntil(isOver, { what: 'the batch to complete' });
  const batch = (await readBatch(redis, id))!;
  const scores = [];
  for await (const block of readAllScores(redis, batch)) scores.push(...block);
  const rejects = [];
  for await (const some of readAllRejects(redis, cipher, batch)) rejects.push(...some);
  return { batch, scores, rejects };
}

test('a batch holds the PDs and reasons that the same functions give without a queue, and rejects only what cannot be an applicant', async () => {
  await start();
  const lines = applicants(1, 2_000).split('\n');
  lines[700] = 'T700,100';
  lines[1500] = ',900,own';
  const id = await publish(lines.join('\n'), first);
  const { batch, scores, rejects } = await finished(id);

  await selectBackend('wasm');
  const scorer = await loadScorer(await readBundle(models, first, await requirementOf('none')));
  const file = openApplicantFile(Buffer.from(lines.join('\n')), schema);
  const parsed = parseApplicants(file.records, file.layout, schema, {
    firstRow: 1,
    firstLine: file.firstLine,
  });
  const records = scoreApplicants(scorer, compilePolicy(policy, schema), parsed.table);
  scorer.dispose();

  expect(scores.map(({ row, applicantId }) => [row, applicantId])).toEqual(
    records.map((_, index) => [parsed.table.row[index], parsed.table.applicantId[index]]),
  );
  for (const [index, { record }] of scores.entries()) {
    expect(Math.abs(record.pd - records[index]!.pd)).toBeLessThanOrEqual(1e-6);
    expect(record.decision).toBe(records[index]!.decision);
    const { reasons } = records[index]!;
    expect(record.reasons.map(({ variable }) => variable)).toEqual(reasons.map(({ variable }) => variable));
    for (const [place, { points }] of record.reasons.entries()) {
      expect(Math.abs(points - reasons[place]!.points)).toBeLessThan(0.051);
    }
  }
  const named = new Set(scores.flatMap(({ record }) => record.reasons.map(({ variable }) => variable)));
  expect([...named].map((variable) => schema.variables[variable]!.name).sort()).toEqual(['home', 'income']);
  expect(rejects).toEqual(parsed.rejects);
  expect(rejects.map(({ row, line, code }) => [row, line, code])).toEqual([
    [700, 701, 'wrong-field-count'],
    [1500, 1501, 'missing-id'],
  ]);
  const { approve, refer, decline, pdMean } = batch.summary;
  expect(approve + refer + decline).toBe(1_998);
  expect(pdMean).toBeCloseTo(scores.reduce((sum, { record }) => sum + record.pd, 0) / 1_998, 8);
});

test('a single application gets the PD that the same row gets in a file', async () => {
  await start();
  const values = Array.from({ length: 80 }, (_, index) => ({
    number: `S${index}`,
    income: 600 + index * 31,
    home: 'rent',
  }));
  const ids = values.map(() => randomUUID());
  for (const [index, application] of values.entries()) {
    const single = {
      id: ids[index]!,
      owner: 'local',
      model: first,
      policy: { name: 'default', version: 1 },
      application,
    };
    await createSingleScore(redis, cipher, single, 1000);
  }
  await singles.addBulk(ids.map((scoreId) => ({ name: queues.singles.name, data: { v: 1, scoreId } })));
  const allScored = async () => {
    const read = await Promise.all(ids.map((id) => readSingleScore(redis, id)));
    return read.every((single) => single?.state === 'scored') ? read : undefined;
  };
  const scored = (await waitUntil(allScored, { what: 'the singles to be scored' }))!;
  const file = `number,income,home\n${values.map((one) => Object.values(one).join(',')).join('\n')}\n`;
  const { scores } = await finished(await publish(file, first));
  for (const [index, single] of scored.entries()) {
    expect(single!.applicantId).toBe(`S${index}`);
    expect(Math.abs(single!.record!.pd - scores[index]!.record.pd)).toBeLessThanOrEqual(1e-6);
  }
  expect(applicantsFromJson(values, schema).rowCount).toBe(80);
});

test('an application with a field that the schema does not know fails alone', async () => {
  await start();
  const ids = [randomUUID(), randomUUID()];
  for (const [index, application] of [{ income: 900 }, { income: 900, salary: 1 }].entries()) {
    const single = {
      id: ids[index]!,
      owner: 'local',
      model: first,
      policy: { name: 'default', version: 1 },
      application,
    };
    await createSingleScore(redis, cipher, single, 1000);
  }
  await singles.addBulk(ids.map((scoreId) => ({ name: queues.singles.name, data: { v: 1, scoreId } })));
  const states = async () => {
    const read = await Promise.all(ids.map((id) => readSingleScore(redis, id)));
    return read.some((single) => single?.state === 'queued')
      ? undefined
      : read.map((single) => single?.state);
  };
  expect(await waitUntil(states, { what: 'both to end' })).toEqual(['scored', 'failed']);
});

test('a new champion is loaded without a restart, and a damaged one is refused while the old goes on serving', async () => {
  await start();
  const loads = (model: ModelReference) => async () => {
    const reports = await redis.hvals('bora:workers');
    return reports.some((report) => report.includes(model.version));
  };
  await waitUntil(loads(first), { what: 'the first champion' });
  const second = await trainChampion(models, 2);
  await waitUntil(loads(second), { what: 'the second champion' });

  const damaged = await trainChampion(models, 3);
  await promoteChampion(models, second, await requirementOf('none'));
  const weights = join(folder.path, 'models', damaged.name, damaged.version, 'weights.bin');
  const bytes = await readFile(weights);
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
  await writeFile(weights, bytes);
  const pointer = { ...damaged, promotedAt: new Date().toISOString() };
  await models.put(`${damaged.name}/champion.json`, Buffer.from(JSON.stringify(pointer)));
  const refusal = await waitUntil(() => readRefusal(redis, damaged), {
    what: 'the refusal',
  });
  expect(refusal).toMatchObject({ code: 'bundle-damaged' });
  const { scores } = await finished(await publish(applicants(1, 100), second));
  expect(scores).toHaveLength(100);
  await promoteChampion(models, first, await requirementOf('none'));
});

test('rows of a batch whose model does not exist become rejects with the code chunk-failed', async () => {
  await start();
  const id = await publish(applicants(1, 700), { name: 'test-lender', version: 'never-trained' });
  const { rejects, scores } = await finished(id);
  expect(scores).toEqual([]);
  expect(rejects.map(({ row }) => row)).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
  expect(new Set(rejects.map(({ code }) => code))).toEqual(new Set(['chunk-failed']));
  expect(await chunks.getFailedCount()).toBe(0);
});

test('a single application that no worker can score is answered with failed and why', async () => {
  await start();
  const id = await newSingle({ name: 'test-lender', version: 'never-trained' });
  await singles.add(queues.singles.name, { v: 1, scoreId: id }, { jobId: singleJobId(id) });
  const isFailed = async () => {
    const single = await readSingleScore(redis, id);
    return single?.state === 'failed' ? single : undefined;
  };
  const failed = await waitUntil(isFailed, { what: 'the score to fail' });
  expect(failed?.failureCode).toBe('bundle-not-found');
  expect(await readRefusal(redis, { name: 'test-lender', version: 'never-trained' })).toBeUndefined();
});

test('a single application whose api died before it enqueued the job is scored all the same', async () => {
  await start();
  const id = await newSingle(first);
  const isScored = async () => (await readSingleScore(redis, id))?.state === 'scored';
  await waitUntil(isScored, { what: 'the reconciler to find it' });
  // It leaves the list once its score is written.
  const isListed = async () => (await redis.zscore(redisKeys.waitingScores, id)) !== null;
  await waitUntil(async () => !(await isListed()), { what: 'it to be no longer waited for' });
});

test('an upload whose api died is failed after a minute of silence, and its chunks are removed', async () => {
  await start();
  const id = randomUUID();
  const versions = { model: first, policy: { name: 'default', version: 1 } };
  await createBatch(redis, { id, owner: 'local', fileName: 'f', schema: schema.id, ...versions }, lifetimes);
  const entry = { firstRow: 1, rows: 1, firstLine: 2, storedAt: 0, storedBytes: 1 };
  await addChunk(redis, id, 0, entry, Buffer.from('x'), lifetimes);
  await redis.hset(redisKeys.batchMeta(id), 'uploadSeenAtMs', Date.now() - 59_000);
  const hasFailed = async () => (await readBatch(redis, id))?.state === 'failed';
  await waitUntil(hasFailed, { what: 'the batch to fail', timeoutMs: 15_000 });
  expect((await readBatch(redis, id))?.failureCode).toBe('upload-incomplete');
  expect(await redis.exists(redisKeys.batchChunk(id, 0))).toBe(0);
});

test('a worker whose backend does not work does not start, and refuses no model', async () => {
  await expect(start(models, { TENSORFLOW_BACKEND: 'tensorflow' })).rejects.toThrow('native');
  expect(await readRefusal(redis, first)).toBeUndefined();
});

test('a worker with another payload key is turned away', async () => {
  await claimPayloadKey(redis, new Uint8Array(32).fill(9));
  await claimPayloadKey(redis, new Uint8Array(32).fill(9));
  await expect(claimPayloadKey(redis, new Uint8Array(32).fill(8))).rejects.toThrow(PayloadKeyMismatchError);
});

test('while the object store is away a batch waits, and loses no row when it comes back', async () => {
  const away: ObjectStore = openObjectStore('s3://bucket/models', {
    endpoint: 'http://127.0.0.1:9',
    accessKeyId: 'x',
    secretAccessKey: 'y',
  });
  await start(away);
  const id = await publish(applicants(1, 1_300), first);
  await waitUntil(async () => (await chunks.getDelayedCount()) > 0, {
    what: 'the jobs to wait',
  });
  expect((await readBatch(redis, id))?.state).toBe('scoring');
  await worker?.close();
  await away.close();
  await start();
  const { scores } = await finished(id);
  expect(scores).toHaveLength(1_300);
});

test('a job that is no job of ours fails at once and leaves the queue', async () => {
  await start();
  await chunks.add(queues.chunks.name, { v: 99, rows: 'x' }, { jobId: 'not-ours' });
  await waitUntil(async () => (await chunks.getJobState('not-ours')) === 'unknown', {
    what: 'the job to leave',
  });
});

test('a worker closes within ten seconds while Redis is down, and scoring goes on when both are back', async () => {
  await start();
  const id = await publish(applicants(1, 20_000), first);
  await waitUntil(async () => ((await readBatch(redis, id))?.rowsScored ?? 0) > 0, {
    what: 'some scores',
    everyMs: 2,
  });
  await server.kill();
  const toldAt = performance.now();
  await worker?.close();
  expect(performance.now() - toldAt).toBeLessThan(10_000);
  await server.restart();
  await start();
  const { scores } = await finished(id);
  expect(scores).toHaveLength(20_000);
});
