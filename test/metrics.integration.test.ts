import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { parseSamples, type Sample, total } from './src/prometheus-text.ts';

const token = 'prometheus-'.padEnd(40, '7');
const bearer = { authorization: `Bearer ${token}` };
let platform: Platform;
let workerUrls: string[];
let sample: string[];

beforeAll(async () => {
  const env = { METRICS_PORT: '0', METRICS_TOKEN: token, CHUNK_ROWS: '100' };
  platform = await startPlatform({ workers: 2, env });
  const ports = platform.workers.map((worker) => worker.waitForOutput(/"metricsPort":(\d+)/));
  workerUrls = (await Promise.all(ports)).map(([, port]) => `http://127.0.0.1:${port}`);
  sample = (await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8')).trim().split('\n');
});
afterAll(() => platform.stop());

async function read(url: string): Promise<string> {
  const response = await fetch(`${url}/metrics`, { headers: bearer });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

const ofApi = async (): Promise<Sample[]> => parseSamples(await read(platform.url));
const ofWorkers = async (): Promise<Sample[]> =>
  (await Promise.all(workerUrls.map(read))).flatMap((text) => parseSamples(text));

/** A file of the sample's first rows, of which `short` lack nearly every field. */
function file(rows: number, short: number): Buffer {
  const lines = sample.slice(1, rows + 1).map((line, index) => (index < short ? 'too,short' : line));
  return Buffer.from(`${[sample[0], ...lines].join('\n')}\n`);
}

test('the counters of all workers together move by what happened, each row once', async () => {
  const before = await ofWorkers();
  const batch = await acceptedBatch(platform.url, file(700, 7));
  await completed(platform.url, batch.id);
  const headers = { 'content-type': 'application/json', prefer: 'wait=20' };
  const single = await fetch(`${platform.url}/v1/scores`, { method: 'POST', headers, body: '{}' });
  expect(single.status).toBe(200);

  const after = await ofWorkers();
  const moved = (name: string, labels: Record<string, string>) =>
    (total(after, name, labels) ?? Number.NaN) - (total(before, name, labels) ?? 0);
  expect({
    scored: moved('bora_rows_total', { kind: 'batch', outcome: 'scored' }),
    rejected: moved('bora_rows_total', { kind: 'batch', outcome: 'rejected' }),
    failed: moved('bora_rows_total', { kind: 'batch', outcome: 'failed' }),
    singles: moved('bora_rows_total', { kind: 'single', outcome: 'scored' }),
    batches: moved('bora_batches_ended_total', { state: 'completed' }),
    chunks: moved('bora_jobs_total', { queue: 'chunks', outcome: 'committed' }),
    chunkTimes: moved('bora_job_duration_seconds_count', { queue: 'chunks' }),
    passes: moved('bora_inference_duration_seconds_count', { kind: 'chunk' }),
    rowsThroughThreads: moved('bora_inference_rows_total', { kind: 'chunk' }),
  }).toEqual({
    scored: 693,
    rejected: 7,
    failed: 0,
    singles: 1,
    batches: 1,
    chunks: 7,
    chunkTimes: 7,
    passes: 7,
    rowsThroughThreads: 700,
  });
  expect(moved('bora_inference_duration_seconds_sum', { kind: 'chunk' })).toBeGreaterThan(0);
});

test('score drift is measured on what both workers scored, and tried applications do not count', async () => {
  const scores = async () => total(await ofApi(), 'bora_score_drift_scores') ?? 0;
  await waitUntil(async () => (await scores()) === 694, { what: 'the scores of the test before' });
  const trial = await acceptedBatch(platform.url, file(100, 0), { query: '?trial=true' });
  await completed(platform.url, trial.id);
  const counted = await acceptedBatch(platform.url, file(300, 0));
  await completed(platform.url, counted.id);
  await waitUntil(async () => (await scores()) >= 994, { what: 'the scores of the file' });
  const samples = await ofApi();
  expect(total(samples, 'bora_score_drift_scores')).toBe(994);
  const psi = total(samples, 'bora_score_drift_psi');
  // The sample is made like the training rows: near them, not equal.
  expect(psi).toBeGreaterThan(0);
  expect(psi).toBeLessThan(0.5);
});

test('the api tells of queues, batches, parts and the model that serves', async () => {
  const samples = await ofApi();
  expect(total(samples, 'bora_workers')).toBe(2);
  for (const part of ['redis', 'database', 'objectStore', 'champion', 'workers']) {
    expect(total(samples, 'bora_part_up', { part })).toBe(1);
  }
  expect(total(samples, 'bora_queue_jobs', { queue: 'chunks', state: 'waiting' })).toBe(0);
  expect(total(samples, 'bora_queue_oldest_waiting_seconds', { queue: 'chunks' })).toBe(0);
  expect(total(samples, 'bora_batches', { state: 'completed' })).toBe(3);
  expect(total(samples, 'bora_unrecorded', { kind: 'batches' })).toBeLessThanOrEqual(1);
  expect(total(samples, 'bora_models_refused')).toBe(0);
  expect(total(samples, 'bora_redis_memory_bytes')).toBeGreaterThan(1e6);
  expect(total(samples, 'bora_redis_memory_limit_bytes')).toBe(0);
  expect(total(samples, 'bora_champion_info', { name: 'pakdd2010' })).toBe(1);
  expect(total(await ofWorkers(), 'bora_model_loaded_info', { name: 'pakdd2010' })).toBe(2);
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']) {
    expect(total(samples, name)).toBeGreaterThan(0);
  }
});

test('requests are counted by the template of their route, and no path that a client made up is a series', async () => {
  const labels = { method: 'GET', route: '/v1/batches/:id', status: '404' };
  const count = async () => total(await ofApi(), 'bora_http_request_duration_seconds_count', labels) ?? 0;
  const before = await count();
  const invented = randomUUID();
  await fetch(`${platform.url}/v1/batches/${invented}`);
  await fetch(`${platform.url}/${invented}/made-up?${invented}`);
  await fetch(`${platform.url}/v1/batches/${invented}`, { method: 'PROPFIND' }).catch(() => {});
  expect((await count()) - before).toBe(1);
  expect(await read(platform.url)).not.toContain(invented);
});

test('no value of an applicant and no id is in what api and workers tell', async () => {
  const canary = 'KANARIENVOGEL';
  const header = sample[0]!.split(',');
  const row = header.map((_, column) => `${canary}-${column}`).join(',');
  const batch = await acceptedBatch(platform.url, Buffer.from(`${sample[0]}\n${row}\n${canary}\n`));
  await completed(platform.url, batch.id);
  const texts = await Promise.all([platform.url, ...workerUrls].map(read));
  for (const text of texts) {
    expect(text).not.toContain(canary);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
  }
});

test('only who may see operations, or sends the token, reads metrics; and the token opens nothing else', async () => {
  const status = async (url: string, headers: Record<string, string>) =>
    (await fetch(url, { headers: { 'x-anonymous': 'yes', ...headers } })).status;
  const wrong = { authorization: `Bearer ${token.slice(0, -1)}8` };
  for (const url of [platform.url, ...workerUrls]) {
    expect(await status(`${url}/metrics`, {})).toBe(401);
    expect(await status(`${url}/metrics`, wrong)).toBe(401);
    expect(await status(`${url}/metrics`, bearer)).toBe(200);
  }
  const key = { authorization: `Bearer ${(await readFile(platform.keyFile, 'utf8')).trim()}` };
  expect(await status(`${platform.url}/metrics`, key)).toBe(200);
  for (const path of ['/v1/operations', '/v1/batches', '/v1/models']) {
    expect(await status(`${platform.url}${path}`, bearer)).toBe(401);
  }
  expect(await status(`${workerUrls[0]}/`, bearer)).toBe(404);
});

test('jobs that wait without a worker show their number and the age of the oldest; then Redis goes, and that shows too', async () => {
  await Promise.all(platform.workers.map((worker) => worker.kill()));
  await acceptedBatch(platform.url, file(300, 0));
  const waiting = await waitUntil(
    async () => {
      const samples = await ofApi();
      return (total(samples, 'bora_queue_oldest_waiting_seconds', { queue: 'chunks' }) ?? 0) > 0 && samples;
    },
    { what: 'the age of the oldest job' },
  );
  expect(total(waiting || [], 'bora_queue_jobs', { queue: 'chunks', state: 'waiting' })).toBe(3);
  expect(total(waiting || [], 'bora_batches', { state: 'scoring' })).toBe(1);

  await platform.redis.stop();
  const away = await waitUntil(
    async () => {
      const samples = await ofApi();
      return total(samples, 'bora_part_up', { part: 'redis' }) === 0 && samples;
    },
    { what: 'Redis to be seen as away' },
  );
  expect(total(away || [], 'bora_queue_jobs')).toBeUndefined();
  expect(total(away || [], 'bora_workers')).toBeUndefined();
  expect(total(away || [], 'bora_redis_memory_bytes')).toBeUndefined();
  expect(total(away || [], 'bora_part_up', { part: 'database' })).toBe(1);
});
