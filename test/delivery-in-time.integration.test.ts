import { afterEach, expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { applicants, expectEveryRowOnce, halfway } from './src/delivered-rows.ts';
import { type Platform, startPlatform } from './src/platform.ts';

let platform: Platform | undefined;

afterEach(async () => {
  await platform?.stop();
  platform = undefined;
});

async function started(): Promise<Platform> {
  platform = await startPlatform({ isFromSource: true });
  return platform;
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
