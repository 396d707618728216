import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batchRecordJobId, chunkJobId, queuePrefix, redisKeys, singleJobId } from '@bora/contracts';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { acceptedBatch, completed, postFile } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

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

test('a job that was lost and is enqueued again keeps the id of its request', async () => {
  await Promise.all(platform.workers.splice(0).map((worker) => worker.kill()));
  const redis = new Redis(platform.redis.url);
  const chunks = new Queue('chunks', { connection: redis, prefix: queuePrefix });
  const { id } = await acceptedBatch(platform.url, Buffer.from(sample.join('\n')));
  const requestId = await redis.hget(redisKeys.batchMeta(id), 'requestId');
  await chunks.obliterate({ force: true });
  await platform.startWorker();
  await completed(platform.url, id);
  const again = linesOf(requestId ?? '').filter(({ name, msg }) => name === 'worker' && msg === 'job');
  expect(again.length).toBe(10);
  await chunks.close();
  redis.disconnect();
});

test('whoever calls cannot choose the id under which a request stands in the log', async () => {
  const response = await fetch(`${platform.url}/v1/models`, { headers: { 'x-request-id': canary } });
  expect(requestIdOf(response)).not.toBe(canary);
  expect(platform.api.output).not.toContain(canary);
  const problem = await fetch(`${platform.url}/v1/batches/nothing`);
  const { requestId } = z.looseObject({ requestId: z.string() }).parse(await problem.json());
  expect(requestIdOf(problem)).toBe(requestId);
});
