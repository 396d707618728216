import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { queuePrefix, queues, redisKeys } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSimulationStage, rows, type SimulationStage } from './src/simulation-stage.ts';

let stage: SimulationStage;
beforeAll(async () => {
  stage = await openSimulationStage();
});
afterAll(() => stage?.close());

test('a worker that is killed in the middle loses nothing and counts nothing twice', async () => {
  const { platform, batchId, scenario, started, readRun, ended } = stage;
  const before = await ended(await started({ batchId, scenario }));
  const ids = await Promise.all([1, 2, 3].map(() => started({ batchId, scenario })));
  await waitUntil(async () => (await readRun(ids[0]!)).chunksDone > 0, {
    what: 'a first part',
  });
  await platform.workers[0]!.kill('SIGKILL');
  expect((await Promise.all(ids.map(readRun))).some(({ state }) => state === 'running')).toBe(true);
  await platform.startWorker();
  for (const id of ids) expect((await ended(id)).report).toEqual(before.report);
});

test('jobs that were lost before a worker took them are enqueued again, though nobody asks', async () => {
  const { platform, batchId, scenario, started, ended } = stage;
  await Promise.all(platform.workers.map((worker) => worker.kill('SIGKILL')));
  const id = await started({ batchId, scenario });
  const redis = new Redis(platform.redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue(queues.simulations.name, { connection: redis, prefix: queuePrefix });
  try {
    await queue.drain(true);
    const minuteAgo = Date.now() - 60_000;
    await redis.zadd(redisKeys.activeSimulations, minuteAgo, id);
    expect(await queue.getWaitingCount()).toBe(0);
    await platform.startWorker();
    const parts = async () => (await redis.hlen(redisKeys.simulationParts(id))) === rows / 100;
    await waitUntil(parts, { what: 'every part' });
  } finally {
    await queue.close();
    redis.disconnect();
  }
  expect(await ended(id)).toMatchObject({ state: 'completed', report: { applicants: rows } });
});

test('a simulation whose file is gone fails by name', async () => {
  const { platform, batchId, scenario, started, ended } = stage;
  await rm(join(platform.folder, 'uploads'), { recursive: true });
  const run = await ended(await started({ batchId, scenario }));
  expect(run).toMatchObject({ state: 'failed', report: null, failure: { code: 'upload-gone' } });
});
