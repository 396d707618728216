import { chunkJobId, redisKeys } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { acceptedBatch, completed, exportedRows, postFile, readBatch } from './src/client.ts';
import { applicants, expectEveryRowOnce } from './src/delivered-rows.ts';
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
      lastHolder = (await waitUntil(isHeldAnew, { what, everyMs: 2 })) ?? null;
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
