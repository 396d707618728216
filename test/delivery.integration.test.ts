import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkJobId, redisKeys } from '@bora/contracts';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { acceptedBatch, completed, exportedRows, postFile, readBatch } from './src/client.ts';
import { type Platform, type PlatformOptions, startPlatform } from './src/platform.ts';

let platform: Platform | undefined;

afterEach(async () => {
  await platform?.stop();
  platform = undefined;
});

async function started(options: PlatformOptions = {}): Promise<Platform> {
  platform = await startPlatform(options);
  return platform;
}

/** The sample file's thousand applicants, again and again. */
async function applicants(rows: number): Promise<Buffer> {
  const text = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8');
  const [header, ...lines] = text.trimEnd().split('\n');
  const body = Array.from({ length: rows }, (_, index) => lines[index % lines.length]);
  return Buffer.from(`${[header, ...body].join('\n')}\n`);
}

async function expectEveryRowOnce(url: string, id: string, rows: number): Promise<void> {
  const [scores, rejects] = [
    await exportedRows(url, id, 'scores.csv'),
    await exportedRows(url, id, 'rejects.csv'),
  ];
  const numbers = [...scores, ...rejects].map((fields) => Number(fields[0])).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
  expect(await readBatch(url, id)).toMatchObject({
    rows,
    rowsScored: scores.length,
    rowsRejected: rejects.length,
    state: 'completed',
  });
}

/** Waits until some of the batch is scored and some is not. */
async function halfway(url: string, id: string): Promise<void> {
  const isHalfway = async () => {
    const { rowsScored, rows } = await readBatch(url, id);
    if (rowsScored === rows) throw new Error('the batch was over before it could be disturbed');
    return rowsScored > 0;
  };
  await waitUntil(isHalfway, { what: 'the batch to be halfway', everyMs: 2, timeoutMs: 20_000 });
}

test('a worker killed in the middle of a batch costs no row and doubles none', async () => {
  const { url, workers, startWorker } = await started();
  const { id } = await acceptedBatch(url, await applicants(50_000));
  await halfway(url, id);
  await workers[0]!.kill('SIGKILL');
  await startWorker();
  const backAt = performance.now();
  await completed(url, id);
  expect(performance.now() - backAt).toBeLessThan(10_000);
  await expectEveryRowOnce(url, id, 50_000);
});

test('Redis killed and started again in the middle of a batch costs no row and doubles none', async () => {
  const { url, redis } = await started();
  const { id } = await acceptedBatch(url, await applicants(50_000));
  await halfway(url, id);
  await redis.kill();
  const refused = await fetch(`${url}/v1/batches/${id}`);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: 'redis-unavailable' });
  await redis.restart();
  const backAt = performance.now();
  await completed(url, id);
  expect(performance.now() - backAt).toBeLessThan(10_000);
  await expectEveryRowOnce(url, id, 50_000);
});

test('the api killed in the middle of a batch costs no row, and the batch can be read when it is back', async () => {
  const platform = await started();
  const { id } = await acceptedBatch(platform.url, await applicants(20_000));
  await platform.api.kill('SIGKILL');
  await platform.startApi();
  await completed(platform.url, id);
  await expectEveryRowOnce(platform.url, id, 20_000);
});

test('the same file posted twenty times at once with one key makes one batch', async () => {
  const { url } = await started();
  const file = await applicants(5_000);
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => postFile(url, file, { key: 'one-key' })),
  );
  const statuses = responses.map((response) => response.status);
  expect(statuses.every((status) => status === 202 || status === 409)).toBe(true);
  expect(statuses).toContain(202);
  const batches = (await (await fetch(`${url}/v1/batches`)).json()) as { batches: { id: string }[] };
  expect(batches.batches).toHaveLength(1);
  const replay = await acceptedBatch(url, file, { key: 'one-key' });
  expect(replay.id).toBe(batches.batches[0]!.id);
  await completed(url, replay.id);
  await expectEveryRowOnce(url, replay.id, 5_000);
});

test('a chunk that kills its worker three times ends as rejects with the code chunk-failed', async () => {
  const { url, redis, startWorker } = await started({ workers: 0 });
  const { id } = await acceptedBatch(url, await applicants(1_500));
  const client = new Redis(redis.url);
  try {
    // A worker that has just started holds the job while it loads the model: it dies with the job in its hands.
    let lastHolder: string | null = null;
    for (let death = 0; death < 3; death += 1) {
      const worker = await startWorker();
      const isHeldAnew = async () => {
        const holder = await client.get(`{bora}:chunks:${chunkJobId(id, 0)}:lock`);
        return holder !== null && holder !== lastHolder ? holder : undefined;
      };
      const what = `the worker to take the chunk (death ${death})`;
      lastHolder = (await waitUntil(isHeldAnew, { what, everyMs: 2, timeoutMs: 30_000 })) ?? null;
      await worker.kill('SIGKILL');
      expect(await client.scard(redisKeys.batchDone(id)), 'the worker was faster than its death').toBe(0);
    }
  } finally {
    client.disconnect();
  }
  await startWorker();
  await completed(url, id);
  expect(await readBatch(url, id)).toMatchObject({ rowsScored: 0, rowsRejected: 1_500 });
  const rejects = await exportedRows(url, id, 'rejects.csv');
  expect(rejects.every((fields) => fields.includes('chunk-failed'))).toBe(true);
  await expectEveryRowOnce(url, id, 1_500);
});

test('jobs lost between publishing and enqueueing are found by the reconciler', async () => {
  const { url, redis, startWorker } = await started({ workers: 0 });
  const { id } = await acceptedBatch(url, await applicants(3_000));
  const client = new Redis(redis.url);
  const keys = await client.keys('{bora}:chunks*');
  await client.del(...keys);
  client.disconnect();
  await startWorker();
  await completed(url, id);
  await expectEveryRowOnce(url, id, 3_000);
});

test('a worker that is told to stop ends its jobs within ten seconds, and another goes on', async () => {
  const { url, workers, startWorker } = await started();
  const { id } = await acceptedBatch(url, await applicants(50_000));
  await halfway(url, id);
  const toldAt = performance.now();
  const exit = await workers[0]!.kill('SIGTERM');
  expect(performance.now() - toldAt).toBeLessThan(10_000);
  expect(exit).toEqual({ code: 0, signal: null });
  await startWorker();
  await completed(url, id);
  await expectEveryRowOnce(url, id, 50_000);
});
