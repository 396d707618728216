import { Problem } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi({ RATE_LIMIT_LOOPBACK_PER_MINUTE: '30' });
});
afterAll(() => api.close());

describe('the api', () => {
  it('answers problems as problem+json with a request id that its log has too', async () => {
    const response = await fetch(`${api.url}/v1/batches/nobody`);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const { requestId, type } = Problem.parse(await response.json());
    expect(type).toBe('urn:bora:problem:batch-not-found');
    await api.process.waitForOutput(new RegExp(`"requestId":"${requestId}"[^\n]*"route":"/v1/batches/:id"`));
  });

  it('says nothing of an error that nobody foresaw but its request id', async () => {
    const id = '7f0c1f5e-8d5b-4f0e-9a52-6f7d1c2b3a4d';
    await api.redis.hset(`bora:{${id}}:meta`, 'state', 'not-a-state-anybody-knows');
    const response = await fetch(`${api.url}/v1/batches/${id}`);
    const text = await response.text();
    expect(Problem.parse(JSON.parse(text))).toMatchObject({ status: 500, code: 'internal' });
    expect(text).not.toContain('state');
    await api.process.waitForOutput(/"code":"internal"[^\n]*"msg":"failed"/);
    expect(api.process.output).not.toContain('not-a-state-anybody-knows');
  });

  it('allows no page to do anything with its answers, but its documentation page to draw itself', async () => {
    const answer = await fetch(`${api.url}/health/live`);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const docs = await fetch(`${api.url}/docs/`);
    expect(docs.status).toBe(200);
    expect(docs.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('answers nobody who calls it by a name that is not its own', async () => {
    const headers = { host: 'stranger.example', 'content-type': 'application/json', 'content-length': '2' };
    for (const path of ['/v1/scores', '/nothing/here', '/docs/json']) {
      const request = await RawRequest.post(`${api.url}${path}`, headers);
      await request.write('{}');
      const { status, body } = await request.answer();
      expect([status, body.code]).toEqual([421, 'host-not-allowed']);
    }
  });

  it('takes nothing from a page of another site', async () => {
    const post = (origin: string) =>
      fetch(`${api.url}/v1/batches`, {
        method: 'POST',
        headers: { origin, 'content-type': 'text/csv' },
        body: '',
      });
    const strange = await post('https://stranger.example');
    expect([strange.status, Problem.parse(await strange.json()).code]).toEqual([403, 'origin-not-allowed']);
    expect((await post(api.url)).status).toBe(422);
  });

  it('serves its OpenAPI document', async () => {
    const document = await (await fetch(`${api.url}/docs/json`)).json();
    expect(document).toMatchObject({ openapi: '3.1.0' });
  });

  it('refuses too many requests and says when to come again', async () => {
    const responses = await Promise.all(Array.from({ length: 40 }, () => fetch(`${api.url}/health/live`)));
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(15);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Problem.parse(await refused[0]?.json()).code).toBe('too-many-requests');
  });

  it('ends at once and in order when it is told to, and answers who waits for a score', async () => {
    const late = await startApi();
    try {
      const waiting = fetch(`${late.url}/v1/scores`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', prefer: 'wait=30' },
        body: '{"KEY":"a"}',
      });
      await waitUntil(async () => (await late.redis.keys('bora:score:*')).length > 0, {
        what: 'the application',
      });
      const began = performance.now();
      expect(await late.process.kill('SIGTERM')).toEqual({ code: 0, signal: null });
      expect(performance.now() - began).toBeLessThan(5_000);
      expect((await waiting).status).toBe(202);
    } finally {
      await late.close();
    }
  });
});
