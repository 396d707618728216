import { randomUUID } from 'node:crypto';
import {
  addChunk,
  cancelBatch,
  createBatch,
  createPayloadCipher,
  payloadContext,
  publishBatch,
  readRecentScores,
} from '@bora/batch-store';
import type { Policy, ScoreRecord } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { packChunk } from '../src/inference/pack-chunk.ts';
import { scoreChunkJob } from '../src/jobs/score-chunk-job.ts';
import { createScoringWatch } from '../src/metrics/scoring-watch.ts';
import { createWorkerMetrics } from '../src/metrics/worker-metrics.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(9));
const lifetimes = { waitingSeconds: 1000, resultSeconds: 1000 };
const model = { name: 'watched', version: 'v1' };
const rows = 5;
let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** A batch that waits to be scored. */
async function publishedBatch(isTrial: boolean, fileSha256: string, chunks = 1): Promise<string> {
  const id = randomUUID();
  const batch = {
    id,
    owner: 'o',
    fileName: 'f',
    schema: 's',
    model,
    policy: { name: 'default', version: 1 },
    isTrial,
  };
  await createBatch(redis, batch, lifetimes);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const sealed = cipher.seal(Buffer.from('rows'), payloadContext.chunk(id, chunk));
    const firstRow = 1 + chunk * rows;
    const entry = { firstRow, rows, firstLine: firstRow, storedAt: 0, storedBytes: sealed.length };
    await addChunk(redis, id, chunk, entry, sealed, lifetimes);
  }
  const layout = JSON.stringify({
    delimiter: ',',
    quote: '"',
    header: false,
    fieldCount: 1,
    variables: [],
    ignoredColumns: [],
  });
  await publishBatch(redis, id, {
    fileSha256,
    fileBytes: 4,
    layout,
    ignoredColumns: [],
    rows: rows * chunks,
    chunks,
  });
  return id;
}

/** What a thread would answer: three rows with a score, two without. */
async function scoreChunk() {
  const record: ScoreRecord = {
    pd: 0.1,
    score: 600,
    decision: 'approve',
    reasons: [],
    warningBits: 0,
    rule: null,
  };
  const scored = [1, 2, 3].map((row) => ({ row, applicantId: String(row), record }));
  const rejects = [4, 5].map((row) => ({
    row,
    line: row,
    code: 'wrong-field-count' as const,
    column: null,
    given: null,
    allowed: '',
  }));
  return packChunk(scored, rejects, 1, rows);
}

function watchedWork() {
  const metrics = createWorkerMetrics();
  const watch = createScoringWatch(metrics, redis);
  const dependencies = {
    redis,
    cipher,
    scoreChunk,
    useModel: async () => 'watched/v1',
    usePolicy: async () => ({ name: 'default', version: 1 }) as Policy,
    onCompleted: async () => {},
    onCommitted: watch.onCommitted,
    waitingSeconds: 1000,
  };
  return { metrics, watch, dependencies };
}

test('a chunk that is delivered twice at the same time is counted once; trials, and a file that is scored again, say nothing of drift', async () => {
  const { metrics, watch, dependencies } = watchedWork();
  const batchId = await publishedBatch(false, 'a');
  const job = { v: 1, batchId, chunk: 0 } as const;
  const outcomes = await Promise.all([scoreChunkJob(dependencies, job), scoreChunkJob(dependencies, job)]);
  expect(outcomes.sort()).toEqual(['already-committed', 'committed']);
  await scoreChunkJob(dependencies, { v: 1, batchId: await publishedBatch(true, 'b'), chunk: 0 });
  await watch.flush();
  await scoreChunkJob(dependencies, { v: 1, batchId: await publishedBatch(false, 'a'), chunk: 0 });
  await watch.flush();

  const text = await metrics.registry.metrics();
  expect(text).toContain('bora_rows_total{kind="batch",outcome="scored"} 9');
  expect(text).toContain('bora_rows_total{kind="batch",outcome="rejected"} 6');
  expect(text).toContain('bora_batches_ended_total{state="completed"} 3');
  expect([...(await readRecentScores(redis, model))]).toEqual([600, 600, 600]);
});

test('a file that was cancelled after one chunk says everything of drift once when it is scored again', async () => {
  const { watch, dependencies } = watchedWork();
  const cancelled = await publishedBatch(false, 'a', 2);
  await scoreChunkJob(dependencies, { v: 1, batchId: cancelled, chunk: 0 });
  await watch.flush();
  await cancelBatch(redis, cancelled);
  const batchId = await publishedBatch(false, 'a', 2);
  for (const chunk of [0, 1]) await scoreChunkJob(dependencies, { v: 1, batchId, chunk });
  await watch.flush();
  expect(await readRecentScores(redis, model)).toHaveLength(6);
});
