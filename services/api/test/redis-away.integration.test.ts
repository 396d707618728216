import { Batch, PendingScore, Problem, Readiness } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedCsv } from './support/invented-schema.ts';
import { storedChunks, storedFiles } from './support/leftovers.ts';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: '100' });
});
afterAll(() => api.close());

const postScore = () =>
  fetch(`${api.url}/v1/scores`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"KEY":"a"}',
  });
const postFile = (headers = {}) =>
  fetch(`${api.url}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...headers },
    body: inventedCsv(300),
  });

/** Status, code and milliseconds of an answer. */
async function timed(call: () => Promise<Response>): Promise<{ status: number; code: string; ms: number }> {
  const began = performance.now();
  const response = await call();
  const { code } = Problem.parse(await response.json());
  return { status: response.status, code, ms: performance.now() - began };
}

async function untilBack(): Promise<void> {
  await waitUntil(async () => (await postScore()).status === 202, { what: 'the api to find Redis again' });
}

describe('while Redis is away', () => {
  it('every call that needs it is answered 503 within a second, and all is well when it is back', async () => {
    expect((await postScore()).status).toBe(202);
    await api.redisServer.kill();
    const calls = [
      postScore,
      postFile,
      () => postFile({ 'idempotency-key': 'away' }),
      () => fetch(`${api.url}/v1/batches`),
      () => fetch(`${api.url}/v1/batches/00000000-0000-4000-8000-000000000000`),
      () => fetch(`${api.url}/v1/scores/00000000-0000-4000-8000-000000000000`),
    ];
    for (const call of calls) {
      const { status, code, ms } = await timed(call);
      expect([status, code]).toEqual([503, 'redis-unavailable']);
      expect(ms).toBeLessThan(1_000);
    }
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${api.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(Readiness.parse(await ready.json()).checks.redis.status).toBe('failed');

    await api.redisServer.restart();
    await untilBack();
    expect(Batch.parse(await (await postFile()).json()).state).toBe('scoring');
  });

  it('an upload that it cuts short is answered 503, and nothing of it is stored', async () => {
    await api.redis.flushall();
    const before = await storedFiles(api);
    const head = { 'content-type': 'text/csv', 'content-length': String(inventedCsv(1_000).length) };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    const body = inventedCsv(1_000);
    await request.write(body.slice(0, 10_000));
    await waitUntil(async () => (await storedChunks(api)).length > 0, {
      what: 'a first chunk',
    });
    await api.redisServer.kill();
    await request.write(body.slice(10_000));
    const answer = await request.answer();
    expect([answer.status, answer.body.code]).toEqual([503, 'redis-unavailable']);
    expect(await storedFiles(api)).toEqual(before);
    await api.redisServer.restart();
    await untilBack();
  });

  it('a score that is waited for is answered 503, and the process goes on', async () => {
    const scores = async () => (await api.redis.keys('bora:score:*')).length;
    const before = await scores();
    const waiting = fetch(`${api.url}/v1/scores`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=2' },
      body: '{"KEY":"b"}',
    });
    await waitUntil(async () => (await scores()) > before, {
      what: 'the application',
    });
    await api.redisServer.kill();
    expect((await waiting).status).toBe(503);
    await api.redisServer.restart();
    await untilBack();
  });
});

describe('a Redis that hangs', () => {
  it('frees the key of an upload that it cut short within seconds of answering again', async () => {
    const body = inventedCsv(1_000);
    const headers = { 'content-type': 'text/csv', 'idempotency-key': 'cut-short' };
    const head = { ...headers, 'content-length': String(body.length) };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    const before = (await storedChunks(api)).length;
    await request.write(body.slice(0, 10_000));
    await waitUntil(async () => (await storedChunks(api)).length > before, { what: 'a first chunk' });
    process.kill(api.redisServer.pid, 'SIGSTOP');
    try {
      await request.write(body.slice(10_000));
      expect((await request.answer()).status).toBe(503);
    } finally {
      process.kill(api.redisServer.pid, 'SIGCONT');
    }
    const isTaken = async () =>
      (await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body })).status === 202;
    await waitUntil(isTaken, { what: 'the key to be free', timeoutMs: 5_000, everyMs: 100 });
  });

  it('is given up after about a second', async () => {
    process.kill(api.redisServer.pid, 'SIGSTOP');
    try {
      const { status, code, ms } = await timed(postScore);
      expect([status, code]).toEqual([503, 'redis-unavailable']);
      expect(ms).toBeLessThan(2_500);
    } finally {
      process.kill(api.redisServer.pid, 'SIGCONT');
    }
    await untilBack();
    expect(PendingScore.parse(await (await postScore()).json()).state).toBe('queued');
  });
});

it('an api that starts before Redis serves as soon as Redis is there', async () => {
  const early = await startApi();
  try {
    await early.redisServer.kill();
    await early.redisServer.restart();
    const post = () =>
      fetch(`${early.url}/v1/scores`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"KEY":"a"}',
      });
    await waitUntil(async () => (await post()).status === 202, { what: 'the api to find Redis' });
  } finally {
    await early.close();
  }
});

it('an outage of Redis is one line of the log with its code, and so is its end', async () => {
  const logged = await startApi();
  const lines = () =>
    logged.process.output
      .split('\n')
      .filter((line) => /"msg":"redis /.test(line))
      .map((line): { level: number; code?: string; timesSince?: number; msg: string } => JSON.parse(line));
  try {
    await logged.redisServer.kill();
    // As long as it takes to be refused: a Redis that is back before anybody asks was not away.
    await logged.process.waitForOutput(/"code":"ECONNREFUSED","msg":"redis cannot serve/);
    await logged.redisServer.restart();
    await logged.process.waitForOutput(/"msg":"redis is back"/);
    const codes = lines().flatMap(({ level, code, timesSince }) =>
      level >= 40 && !timesSince ? [code] : [],
    );
    expect(codes).toContain('ECONNREFUSED');
    expect(codes).toEqual([...new Set(codes)]);
    expect(lines().filter(({ level, code }) => level >= 40 && !/^[A-Z]{4,}$/.test(code ?? ''))).toEqual([]);
    expect(lines().filter(({ msg }) => msg === 'redis is back')).toHaveLength(1);
    expect(logged.process.output).not.toContain('"name":"string"');
  } finally {
    await logged.close();
  }
});

it('an api says once that it has started and where, though it answers at every address of the host', async () => {
  const everywhere = await startApi({ HOST: '0.0.0.0' });
  try {
    await fetch(`${everywhere.url}/health/live`);
    const said = everywhere.process.output.split('\n').filter((line) => /listening|"address"/.test(line));
    expect(said).toHaveLength(1);
  } finally {
    await everywhere.close();
  }
});
