import { FileLayout } from '@bora/features';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { type InferencePool, startInferencePool } from '../src/inference/inference-pool.ts';

const dyingThread = new URL('./dying-thread.mjs', import.meta.url);
const log = pino({ level: 'silent' });
let pool: InferencePool | undefined;

afterEach(async () => {
  await pool?.close();
});

const chunk = {
  model: 'a/1',
  policy: {
    name: 'p',
    version: 1,
    createdAt: '',
    description: '',
    approveBelow: 0.2,
    declineFrom: 0.3,
    rules: [],
  },
  bytes: new Uint8Array(1),
  layout: FileLayout.parse({
    delimiter: ',',
    quote: null,
    header: false,
    fieldCount: 1,
    variables: [null],
    ignoredColumns: [],
  }),
  firstRow: 1,
  firstLine: 1,
  rows: 1,
};

test('a thread that dies fails its chunk by name, and another takes its place; single applications go on', async () => {
  pool = startInferencePool({ backend: 'wasm', chunkThreads: 1 }, log, dyingThread);
  for (let death = 0; death < 3; death += 1) {
    await expect(pool.scoreChunk(chunk)).rejects.toMatchObject({
      code: 'inference-thread-died',
    });
  }
  expect(await pool.scoreSingles({ model: 'a/1', policy: chunk.policy, applications: [] })).toEqual([]);
});

test('a pool that is closed starts no thread any more', async () => {
  pool = startInferencePool({ backend: 'wasm', chunkThreads: 2 }, log, dyingThread);
  await pool.close();
  await expect(
    pool.scoreSingles({ model: 'a/1', policy: chunk.policy, applications: [] }),
  ).rejects.toMatchObject({
    code: 'inference-thread-died',
  });
});
