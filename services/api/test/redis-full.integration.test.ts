import { Batch, PendingScore, Problem, Readiness } from '@bora/contracts';
import { mendDisk, spoilDisk, waitUntil } from '@bora/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { inventedCsv } from './support/invented-schema.ts';
import { storedChunks, storedFiles } from './support/leftovers.ts';
import { postInventedFile } from './support/post-invented-file.ts';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: '100' });
});
afterEach(async () => {
  await makeRoom();
  await mendDisk(api.redisServer, api.redis);
});
afterAll(() => api.close());

async function fill(): Promise<void> {
  await api.redis.config('SET', 'maxmemory', '1mb');
}
async function makeRoom(): Promise<void> {
  await api.redis.config('SET', 'maxmemory', '0');
}

const postScore = (headers = {}) =>
  fetch(`${api.url}/v1/scores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"KEY":"a"}',
  });
const postFile = (headers = {}) => postInventedFile(api.url, 300, { headers });

async function expectFull(response: Response): Promise<void> {
  const problem = Problem.parse(await response.json());
  expect([response.status, problem.code]).toEqual([503, 'redis-full']);
  expect(problem.detail).toMatch(/Try again in some minutes; whoever runs Bora makes room/);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
}

it('while the memory of Redis is full, uploads and applications are answered 503 redis-full, what stands there can be read, and all is well when there is room', async () => {
  const before = Batch.parse(await (await postFile()).json());
  const kept = await api.redis.dbsize();
  await fill();
  await expectFull(await postFile());
  await expectFull(await postFile({ 'idempotency-key': 'full' }));
  await expectFull(await postScore());
  await expectFull(await postScore({ prefer: 'wait=5', 'idempotency-key': 'full-score' }));
  const again = await fetch(`${api.url}/v1/batches/${before.id}`);
  expect(Batch.parse(await again.json())).toMatchObject({ state: 'scoring', rows: 300 });
  expect(await api.redis.dbsize()).toBeGreaterThanOrEqual(kept);

  await makeRoom();
  expect(Batch.parse(await (await postFile({ 'idempotency-key': 'full' })).json()).state).toBe('scoring');
  expect(PendingScore.parse(await (await postScore({ 'idempotency-key': 'full-score' })).json()).state).toBe(
    'queued',
  );
});

it('ready and the metrics say that the memory of Redis is full, and when there is room again', async () => {
  const ready = async () => Readiness.parse(await (await fetch(`${api.url}/health/ready`)).json());
  const figures = async () => (await fetch(`${api.url}/metrics`)).text();
  await fill();
  await waitUntil(async () => /^bora_redis_memory_limit_bytes 1048576$/m.test(await figures()), {
    what: 'the limit',
  });
  expect(await figures()).toMatch(/^bora_part_up{part="redis"} 0$/m);
  expect((await ready()).checks.redis).toEqual({
    status: 'failed',
    message: expect.stringMatching(/memory of Redis is full \(OOM\)/),
  });
  await makeRoom();
  expect((await ready()).checks.redis).toEqual({ status: 'ok', message: null });
});

it('an upload that meets a full Redis half-way is answered 503 redis-full, leaves nothing, and is told as failed', async () => {
  const before = await storedFiles(api);
  const chunksBefore = (await storedChunks(api)).length;
  const body = inventedCsv(1_000);
  const head = { 'content-type': 'text/csv', 'content-length': String(body.length) };
  const request = await RawRequest.post(`${api.url}/v1/batches`, head);
  await request.write(body.slice(0, 10_000));
  await waitUntil(async () => (await storedChunks(api)).length > chunksBefore, { what: 'a first chunk' });
  await fill();
  await request.write(body.slice(10_000));
  const answer = await request.answer();
  expect([answer.status, answer.body.code]).toEqual([503, 'redis-full']);
  expect(await storedFiles(api)).toEqual(before);
  expect(await storedChunks(api)).toHaveLength(chunksBefore);
  const { batches } = (await (await fetch(`${api.url}/v1/batches`)).json()) as { batches: unknown[] };
  expect(batches[0]).toMatchObject({ state: 'failed', failure: { code: 'redis-full' } });
});

it('a file can be cancelled while Redis is full, which makes room', async () => {
  const { id } = Batch.parse(await (await postFile()).json());
  await fill();
  expect((await fetch(`${api.url}/v1/batches/${id}`, { method: 'DELETE' })).status).toBeLessThan(300);
  expect(await api.redis.keys(`bora:{${id}}:chunk:*`)).toEqual([]);
});

it('the log names the answer of Redis', async () => {
  await fill();
  await postScore();
  await api.process.waitForOutput(/"name":"ReplyError","code":"OOM".*"code":"redis-full"/);
});

it('while Redis cannot write to its disk, calls are answered 503 redis-full, ready says so, and all is well when it can', async () => {
  await spoilDisk(api.redisServer, api.redis);
  await expectFull(await postFile());
  await expectFull(await postScore());
  const ready = Readiness.parse(await (await fetch(`${api.url}/health/ready`)).json());
  expect(ready).toMatchObject({
    ready: false,
    checks: { redis: { message: expect.stringMatching(/cannot write to its disk \(MISCONF\)/) } },
  });
  await mendDisk(api.redisServer, api.redis);
  expect((await postFile()).status).toBe(202);
});
