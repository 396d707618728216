import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ApplicationSchema,
  batchRecordJobId,
  chunkJobId,
  queuePrefix,
  queues,
  redisKeys,
  singleJobId,
} from '@bora/contracts';
import { ScenarioList } from '@bora/simulation';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { acceptedBatch, completed, postFile } from './src/client.ts';
import { inventedPurchases, purchasesFile } from './src/customer-files.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { endedSegmentation, postSegmentation } from './src/segmentation-client.ts';

const canary = 'KANARIENVOGEL';
const Line = z.looseObject({ name: z.string(), msg: z.string(), requestId: z.string().optional() });
let platform: Platform;
let sample: string[];
let header: string[];

beforeAll(async () => {
  platform = await startPlatform({ env: { LOG_LEVEL: 'debug', CHUNK_ROWS: '100' } });
  sample = (await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8')).split('\n');
  header = sample[0]!.split(',');
});
afterAll(() => platform.stop());

/** Log lines of api and workers that name a request. */
function linesOf(requestId: string) {
  const outputs = [platform.api, ...platform.workers].map(({ stdout }) => stdout);
  return outputs
    .flatMap((text) => text.split('\n').filter((line) => line.startsWith('{')))
    .map((line) => Line.parse(JSON.parse(line)))
    .filter((line) => line.requestId === requestId);
}

const requestIdOf = (response: Response): string => z.uuid().parse(response.headers.get('x-request-id'));

test('one application is followed from its request to its score by one id, in the log lines of api and worker', async () => {
  const response = await fetch(`${platform.url}/v1/scores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=20' },
    body: JSON.stringify(Object.fromEntries(header.map((name) => [name, canary]))),
  });
  const requestId = requestIdOf(response);
  const { id } = z.looseObject({ id: z.string() }).parse(await response.json());
  await waitUntil(() => linesOf(requestId).length >= 2, { what: 'both lines' });
  const lines = linesOf(requestId);
  expect(lines.find(({ name }) => name === 'api')).toMatchObject({ route: '/v1/scores', status: 200 });
  const inWorker = { queue: 'singles', jobId: singleJobId(id), outcome: 'scored' };
  expect(lines.find(({ name }) => name === 'worker')).toMatchObject(inWorker);
  expect(JSON.stringify(lines)).not.toContain(canary);
});

test('every chunk of a file carries the id of its upload, through the workers and back to the record', async () => {
  const file = Buffer.from(`${sample.slice(0, 301).join('\n')}\n`);
  const response = await postFile(platform.url, file);
  const requestId = requestIdOf(response);
  const { id } = z.looseObject({ id: z.string() }).parse(await response.json());
  await completed(platform.url, id);
  const jobLines = () => linesOf(requestId).filter(({ msg }) => msg === 'job');
  await waitUntil(() => jobLines().some(({ name }) => name === 'api'), { what: 'the record' });
  const jobs = jobLines();
  const seen = jobs.map(({ name, jobId, outcome }) => `${name} ${jobId} ${outcome}`).sort();
  expect(seen).toEqual(
    [
      ...[0, 1, 2].map((chunk) => `worker ${chunkJobId(id, chunk)} committed`),
      `api ${batchRecordJobId(id)} recorded`,
    ].sort(),
  );
});

/** The lines of a worker that starts only after jobs were lost, under the request that brought their work. */
async function jobsAfterLoss(
  queueName: string,
  jobs: number,
  ask: () => Promise<Response>,
  ended: (id: string, redis: Redis) => Promise<unknown>,
) {
  await Promise.all(platform.workers.splice(0).map((worker) => worker.kill()));
  const redis = new Redis(platform.redis.url);
  const queue = new Queue(queueName, { connection: redis, prefix: queuePrefix });
  try {
    const response = await ask();
    expect(response.status).toBe(202);
    const { id } = z.looseObject({ id: z.string() }).parse(await response.json());
    await queue.obliterate({ force: true });
    await platform.startWorker();
    await ended(id, redis);
    const lines = () =>
      linesOf(requestIdOf(response)).filter(({ name, msg }) => name === 'worker' && msg === 'job');
    await waitUntil(() => lines().length >= jobs, { what: `${jobs} jobs under the id of the request` });
    return lines();
  } finally {
    await queue.close();
    redis.disconnect();
  }
}

test('a job that was lost and is enqueued again keeps the id of its request', async () => {
  const again = await jobsAfterLoss(
    queues.chunks.name,
    10,
    () => postFile(platform.url, Buffer.from(sample.join('\n'))),
    (id) => completed(platform.url, id),
  );
  expect(again.length).toBe(10);
});

test('so does the job of a segmentation', async () => {
  const again = await jobsAfterLoss(
    queues.segmentations.name,
    1,
    () => postSegmentation(platform.url, purchasesFile(inventedPurchases(60, 6))),
    (id) => endedSegmentation(platform.url, id),
  );
  expect(again).toMatchObject([{ queue: 'segmentations', outcome: 'completed' }]);
});

test('so does every job of a simulation', async () => {
  const schema = ApplicationSchema.parse(await (await fetch(`${platform.url}/v1/schema`)).json());
  const label = schema.variables.find(({ kind }) => kind === 'label')!;
  const outcomes = [label.yes![0], label.no![0]];
  const labelled = sample
    .filter((line) => line !== '')
    .map((line, row) => `${line},${row === 0 ? label.name : outcomes[row % 2]}`);
  const { id: batchId } = await acceptedBatch(platform.url, Buffer.from(labelled.join('\n')));
  await completed(platform.url, batchId);
  const { scenarios } = ScenarioList.parse(await (await fetch(`${platform.url}/v1/scenarios`)).json());
  const scenario = scenarios.find((one) => one.schema === schema.id);
  const again = await jobsAfterLoss(
    queues.simulations.name,
    10,
    () =>
      fetch(`${platform.url}/v1/simulations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ batchId, scenario, inSample: true }),
      }),
    async (id, redis) => {
      // Not new any more: the api had its time to enqueue it.
      await redis.zadd(redisKeys.activeSimulations, Date.now() - 60_000, id);
      const parts = async () => (await redis.hlen(redisKeys.simulationParts(id))) === 10;
      await waitUntil(parts, { what: 'every part' });
    },
  );
  expect(again.map(({ queue }) => queue)).toEqual(Array(10).fill('simulations'));
});

test('whoever calls cannot choose the id under which a request stands in the log', async () => {
  const response = await fetch(`${platform.url}/v1/models`, { headers: { 'x-request-id': canary } });
  expect(requestIdOf(response)).not.toBe(canary);
  expect(platform.api.output).not.toContain(canary);
  const problem = await fetch(`${platform.url}/v1/batches/nothing`);
  const { requestId } = z.looseObject({ requestId: z.string() }).parse(await problem.json());
  expect(requestIdOf(problem)).toBe(requestId);
});
