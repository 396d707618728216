import { PendingScore, Problem, queuePrefix, Readiness, Score } from '@bora/contracts';
import { mendDisk, spoilDisk, waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acceptedBatch, completed, postFile, readBatch } from './src/client.ts';
import { applicants, expectEveryRowOnce, halfway } from './src/delivered-rows.ts';
import { type Platform, startPlatform } from './src/platform.ts';

let platform: Platform;
let redis: Redis;

beforeEach(async () => {
  platform = await startPlatform();
  redis = new Redis(platform.redis.url);
  redis.on('error', () => {});
});
afterEach(async () => {
  redis.disconnect();
  await platform.stop();
});

const fill = () => redis.config('SET', 'maxmemory', '1mb');
const makeRoom = () => redis.config('SET', 'maxmemory', '0');

const postScore = () =>
  fetch(`${platform.url}/v1/scores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });

async function ready(): Promise<Readiness> {
  return Readiness.parse(await (await fetch(`${platform.url}/health/ready`)).json());
}

test('what was accepted waits while the memory of Redis is full, and is scored once when there is room, without a restart', async () => {
  const { url, workers } = platform;
  const worker = workers[0]!;
  // It takes nothing before Redis is full.
  process.kill(worker.pid, 'SIGSTOP');
  const batch = await acceptedBatch(url, await applicants(20_000));
  const single = PendingScore.parse(await (await postScore()).json());
  await fill();
  process.kill(worker.pid, 'SIGCONT');
  await worker.waitForOutput(/"queue":"[\w-]+","code":"OOM"/);
  for (const refused of [await postScore(), await postFile(url, await applicants(1_000))]) {
    expect(refused.status).toBe(503);
    expect(Problem.parse(await refused.json()).code).toBe('redis-full');
  }
  const { checks, ready: isReady } = await ready();
  expect(isReady).toBe(false);
  expect(checks.redis.message).toContain('The memory of Redis is full (OOM)');
  expect((await readBatch(url, batch.id)).state).toBe('scoring');

  await makeRoom();
  await completed(url, batch.id);
  await expectEveryRowOnce(url, batch.id, 20_000);
  await waitUntil(
    async () => {
      const answer = await fetch(`${url}/v1/scores/${single.id}`);
      return answer.status === 200 && Score.parse(await answer.json()).state === 'scored';
    },
    { what: 'the application to be scored' },
  );
  await waitUntil(async () => (await ready()).ready, { what: 'the platform to be ready' });
  expect((await postScore()).status).toBe(202);
});

test('Redis that is full in the middle of a batch costs no row and doubles none', async () => {
  const { url } = platform;
  const { id } = await acceptedBatch(url, await applicants(50_000));
  await halfway(url, id);
  await fill();
  await waitUntil(async () => !(await ready()).ready, { what: 'the platform to say that it is not ready' });
  await makeRoom();
  await completed(url, id);
  await expectEveryRowOnce(url, id, 50_000);
});

test('a worker that meets a full disk of Redis in the middle of a batch loses no row, though its locks end', async () => {
  const { url, workers } = platform;
  const { id } = await acceptedBatch(url, await applicants(50_000));
  await halfway(url, id);
  await spoilDisk(platform.redis, redis);
  await workers[0]!.waitForOutput(/"queue":"chunks","code":"MISCONF"/);
  await waitUntil(async () => (await redis.keys(`${queuePrefix}:chunks:*:lock`)).length === 0, {
    what: 'the locks to end',
  });
  await mendDisk(platform.redis, redis);
  await completed(url, id);
  await expectEveryRowOnce(url, id, 50_000);
  expect(await readBatch(url, id)).toMatchObject({ rowsRejected: 0 });
});
