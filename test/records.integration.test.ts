import { batchRecordJobId, queuePrefix, queues, Score } from '@bora/contracts';
import {
  createTestDatabase,
  type PostgresServer,
  spawnProgram,
  startPostgres,
  startRedis,
  temporaryDirectory,
  waitUntil,
} from '@bora/testing';
import { Queue } from 'bullmq';
import { Client } from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { applicants } from './src/delivered-rows.ts';
import { type Platform, type PlatformOptions, startPlatform } from './src/platform.ts';

vi.setConfig({ testTimeout: 300_000 });
const rows = 50_000;
let platform: Platform | undefined;
let postgres: PostgresServer | undefined;
let drop: (() => Promise<void>) | undefined;

afterEach(async () => {
  await platform?.stop();
  await postgres?.stop();
  await drop?.();
  platform = postgres = drop = undefined;
});

async function started(options: PlatformOptions = {}): Promise<Platform> {
  platform = await startPlatform(options);
  return platform;
}

async function ask<Row>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function isRecorded(url: string, batchId: string): Promise<boolean> {
  const found = await ask(url, 'select 1 from batches where id = $1', [batchId]).catch(() => []);
  return found.length === 1;
}

/** Every row from 1 stands in the record once. */
async function expectRecordedOnce(url: string, batchId: string, count: number): Promise<void> {
  const what = 'the batch to be in the record';
  await waitUntil(() => isRecorded(url, batchId), { what, timeoutMs: 120_000, everyMs: 100 });
  const text = `select count(*)::int as rows, count(distinct row_number)::int as apart, min(row_number) as first,
    max(row_number) as last from decisions where source_id = $1`;
  expect(await ask(url, text, [batchId])).toEqual([{ rows: count, apart: count, first: 1, last: count }]);
}

/** Waits until some connection writes decisions of a batch. */
function inTheMiddleOfWriting(url: string): Promise<unknown> {
  const text = `select 1 from pg_stat_activity where pid <> pg_backend_pid() and xact_start is not null
    and query like '%insert into decisions%' and query not like '%pg_stat_activity%'`;
  const isWriting = async () => (await ask(url, text)).length > 0;
  return waitUntil(isWriting, { what: 'decisions to be written', timeoutMs: 120_000, everyMs: 1 });
}

test('the api killed between the last commit and the record: every decision is recorded once', async () => {
  const { url, databaseUrl, api, redis, startApi } = await started();
  // Nobody takes the job: the batch stands committed in Redis, and in no record.
  const records = new Queue(queues.records.name, { connection: { url: redis.url }, prefix: queuePrefix });
  await records.pause();
  const { id } = await acceptedBatch(url, await applicants(rows));
  await completed(url, id, 120_000);
  const isAsked = async () => (await records.getJob(batchRecordJobId(id))) !== undefined;
  await waitUntil(isAsked, { what: 'the job of the record to wait' });
  expect(await isRecorded(databaseUrl, id)).toBe(false);
  await api.kill('SIGKILL');
  await records.resume();
  expect(await isRecorded(databaseUrl, id)).toBe(false);
  await startApi();
  await expectRecordedOnce(databaseUrl, id, rows);
  // Asked again, as after a crash behind the commit: nothing comes twice.
  const done = async () => (await records.getJob(batchRecordJobId(id))) === undefined;
  await waitUntil(done, { what: 'the job to end' });
  const job = { v: 1, kind: 'batch', batchId: id };
  await records.add(queues.records.name, job, { jobId: batchRecordJobId(id), removeOnComplete: true });
  await waitUntil(done, { what: 'the job to end again' });
  await expectRecordedOnce(databaseUrl, id, rows);
  await records.close();
});

test('the api killed while workers score: every decision is recorded once', async () => {
  const { url, databaseUrl, api, workers, startApi } = await started();
  const { id } = await acceptedBatch(url, await applicants(rows));
  await api.kill('SIGKILL');
  expect(workers).toHaveLength(1);
  expect(await isRecorded(databaseUrl, id)).toBe(false);
  await startApi();
  await completed(url, id, 120_000);
  await expectRecordedOnce(databaseUrl, id, rows);
});

test('the api killed in the middle of the record, twice: every decision is recorded once', async () => {
  const current = await started();
  const { url, databaseUrl } = current;
  const { id } = await acceptedBatch(url, await applicants(rows));
  for (let death = 0; death < 2; death += 1) {
    await inTheMiddleOfWriting(databaseUrl);
    await current.api.kill('SIGKILL');
    expect(await isRecorded(databaseUrl, id), 'the record was faster than the death of the api').toBe(false);
    await current.startApi();
  }
  await expectRecordedOnce(databaseUrl, id, rows);
});

test('PostgreSQL killed in the middle of the record: every decision is recorded once', async () => {
  postgres = await startPostgres();
  const { url } = await started({ databaseUrl: postgres.url });
  const { id } = await acceptedBatch(url, await applicants(rows));
  await inTheMiddleOfWriting(postgres.url);
  await postgres.kill();
  await postgres.restart();
  await expectRecordedOnce(postgres.url, id, rows);
});

test('single scores are recorded once though the api dies before it has written them', async () => {
  const current = await started();
  const { url, databaseUrl } = current;
  const scores = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const response = await fetch(`${url}/v1/scores`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', prefer: 'wait=20' },
        body: '{}',
      });
      return Score.parse(await response.json()).id;
    }),
  );
  await current.api.kill('SIGKILL');
  await current.startApi();
  const text = 'select source_id::text as id from decisions where row_number = 0';
  const inRecord = async () => (await ask(databaseUrl, text)).length >= scores.length;
  await waitUntil(inRecord, { what: 'the scores to be in the record' });
  const found = await ask<{ id: string }>(databaseUrl, text);
  expect(found.map(({ id }) => id).sort()).toEqual(scores.sort());
});

test('the api killed in the middle of a change of the tables: the next one makes it whole', async () => {
  const [database, folder, redis] = await Promise.all([
    createTestDatabase(),
    temporaryDirectory(),
    startRedis(),
  ]);
  drop = async () => {
    await Promise.all([database.drop(), folder.remove(), redis.stop()]);
  };
  // One of the tables to come is held, so that the api waits with half of the change made.
  const holder = new Client({ connectionString: database.url });
  holder.on('error', () => {});
  await holder.connect();
  await holder.query('begin');
  await holder.query('create table outcomes ()');
  const api = await spawnProgram('api', {
    cwd: folder.path,
    env: { DATABASE_URL: database.url, REDIS_URL: redis.url, PORT: '0' },
  });
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
    and query like 'create table outcomes%'`;
  // Asked on another connection: within a transaction PostgreSQL goes on telling what it told first.
  const isWaiting = async () => (await ask(database.url, waiting)).length > 0;
  await waitUntil(isWaiting, { what: 'the change to wait in the middle', timeoutMs: 90_000 });
  await api.kill('SIGKILL');
  await holder.query('rollback');
  await holder.end();
  await started({ databaseUrl: database.url, workers: 0 });
  const text = `select relname as name from pg_class
    where relkind in ('r', 'p') and relname in ('batches', 'decisions', 'outcomes', 'retention_runs')`;
  const isWhole = async () => (await ask(database.url, text)).length === 4;
  await waitUntil(isWhole, { what: 'the tables to be whole' });
  expect(await ask(database.url, 'select bad, observed_on from outcomes')).toEqual([]);
});
