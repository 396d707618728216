import { failSingleScore } from '@bora/batch-store';
import { PendingScore, Problem, Score } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';
import { fixedRecord, startSimulatedWorker } from './support/simulated-worker.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

function post(body: unknown, headers: Record<string, string> = {}, query = ''): Promise<Response> {
  return fetch(`${api.url}/v1/scores${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function problem(response: Response): Promise<Problem> {
  return Problem.parse(await response.json());
}

const application = { KEY: 'a-1', HEIGHT: 170, COLOUR: 'R', WINDY: true, NOTE: null };

describe('a single application', () => {
  it('waits in the queue when no worker is there, and its address says so', async () => {
    const response = await post(application);
    expect(response.status).toBe(202);
    const pending = PendingScore.parse(await response.json());
    expect(response.headers.get('location')).toBe(`/v1/scores/${pending.id}`);
    const read = await fetch(`${api.url}/v1/scores/${pending.id}`);
    expect(read.status).toBe(202);
    expect(read.headers.get('retry-after')).toBe('1');
    expect(await read.json()).toEqual(pending);
  });

  it('is answered 202 when nobody scores it in the time that was asked for', async () => {
    const response = await post(application, { prefer: 'wait=1' });
    expect(response.status).toBe(202);
    expect(response.headers.get('preference-applied')).toBe('wait=1');
  });

  it('is answered with its score when a worker is there', async () => {
    const worker = startSimulatedWorker(api.redisServer.url, api.cipher);
    try {
      const response = await post(application, { prefer: 'wait=5' });
      expect(response.status).toBe(200);
      const score = Score.parse(await response.json());
      expect(score).toMatchObject({ applicantId: 'a-1', pd: fixedRecord(1).pd, model: { version: 'v1' } });
      const read = await fetch(`${api.url}/v1/scores/${score.id}`);
      expect([read.status, await read.json()]).toEqual([200, score]);
    } finally {
      await worker.close();
    }
  });

  it('is answered 202 without `Prefer`, however quick the worker is', async () => {
    const worker = startSimulatedWorker(api.redisServer.url, api.cipher);
    try {
      const responses = await Promise.all(Array.from({ length: 200 }, () => post(application)));
      expect(responses.map(({ status }) => status)).toEqual(Array(200).fill(202));
      const { id } = PendingScore.parse(await responses.at(-1)!.json());
      await waitUntil(async () => (await fetch(`${api.url}/v1/scores/${id}`)).status === 200, {
        what: 'the score',
      });
    } finally {
      await worker.close();
    }
  });

  it('is answered at once when its score is there, for each of many that wait', async () => {
    const worker = startSimulatedWorker(api.redisServer.url, api.cipher);
    try {
      const began = performance.now();
      const responses = await Promise.all(
        Array.from({ length: 100 }, () => post(application, { prefer: 'wait=20' })),
      );
      expect(responses.map(({ status }) => status)).toEqual(Array(100).fill(200));
      expect(performance.now() - began).toBeLessThan(10_000);
    } finally {
      await worker.close();
    }
  });

  it('that no worker could score is answered with the reason', async () => {
    const { id } = PendingScore.parse(await (await post(application)).json());
    await failSingleScore(api.redis, id, { code: 'model-refused', message: 'The model is refused.' });
    const read = await fetch(`${api.url}/v1/scores/${id}`);
    expect(read.status).toBe(200);
    expect(await read.json()).toMatchObject({ state: 'failed', failure: { code: 'model-refused' } });
  });

  it('with fields that the schema does not know is refused with their names', async () => {
    const answer = await problem(await post({ ...application, SHOE: 1, hat: 'x' }));
    expect(answer).toMatchObject({ status: 422, code: 'invalid-application', fields: ['SHOE', 'hat'] });
  });

  it.each([
    ['no JSON', '{"KEY":', 400, 'bad-request'],
    ['an empty body', '', 400, 'bad-request'],
    ['a list', '[1]', 400, 'bad-request'],
    ['a nested value', '{"KEY":{"a":1}}', 400, 'bad-request'],
    ['a value that is too long', JSON.stringify({ KEY: 'x'.repeat(1_001) }), 400, 'bad-request'],
    ['a key of the prototype', '{"__proto__":{"x":1}}', 400, 'bad-request'],
    ['a body that is too large', JSON.stringify({ KEY: 'x'.repeat(300_000) }), 413, 'upload-too-large'],
  ])('that is %s is refused', async (_what, body, status, code) => {
    const answer = await problem(await post(body));
    expect(answer).toMatchObject({ status, code });
  });

  it('is refused under a policy or model that is not there', async () => {
    expect((await problem(await post(application, {}, '?policy=nobody'))).code).toBe('policy-not-found');
    expect((await problem(await post(application, {}, '?model=invented/v9'))).code).toBe('model-not-found');
  });
});
