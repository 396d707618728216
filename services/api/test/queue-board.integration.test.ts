import { queues as catalogue, Operations } from '@bora/contracts';
import { authorizationFor, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask } from './support/ask.ts';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { administratorHeaders, signedInAs } from './support/signed-in.ts';

const Listed = z.looseObject({
  queues: z.array(z.looseObject({ name: z.string(), readOnlyMode: z.boolean(), jobs: z.array(z.unknown()) })),
});

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const get = (path: string) => fetch(`${api.url}${path}`);
const queueStates = async () => Operations.parse(await (await get('/v1/operations')).json()).queues;

describe('the board of the queues', () => {
  it('is for administrators alone, by session or key', async () => {
    const paths = ['/queues', '/queues/api/queues', '/queues/static/images/logo.svg', '/queues/queue/chunks'];
    for (const path of paths) {
      expect(await ask('GET', `${api.url}${path}`, {})).toEqual({ status: 401, code: 'not-signed-in' });
      for (const role of ['officer', 'analyst', 'auditor'] as const) {
        const { headers } = await signedInAs(api, role);
        expect(await ask('GET', `${api.url}${path}`, headers)).toEqual({ status: 403, code: 'not-allowed' });
      }
      expect((await ask('GET', `${api.url}${path}`, authorizationFor(api.url))).status).toBe(200);
    }
    const session = await administratorHeaders(api);
    expect((await ask('GET', `${api.url}/queues`, session)).status).toBe(200);
  });

  it('leads a browser to sign in where nobody is or a session has ended, and tells programs why not', async () => {
    const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'x-anonymous': 'yes' };
    const open = (path: string, headers: Record<string, string>) =>
      fetch(`${api.url}${path}`, { headers: { ...asBrowser, ...headers }, redirect: 'manual' });
    for (const path of ['/queues', '/queues/queue/chunks']) {
      const answer = await open(path, {});
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe('/sign-in?back=%2Foperations');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect((await open(path, { accept: '*/*' })).status).toBe(401);
      expect((await open(path, { accept: 'application/json' })).status).toBe(401);
    }
    // Signing in does not help whom it is not for, or whose key is wrong.
    const { headers } = await signedInAs(api, 'officer');
    expect((await open('/queues', headers)).status).toBe(403);
    expect((await open('/queues', { authorization: 'Bearer wrong' })).status).toBe(401);
    const left = await ask('DELETE', `${api.url}/v1/session`, { cookie: headers.cookie!, origin: api.url });
    expect(left.status).toBe(204);
    expect((await open('/queues', headers)).status).toBe(302);
  });

  it('shows every queue and its jobs as references, and nothing of an applicant', async () => {
    const canary = 'KANARIENVOGEL';
    const line = inventedLine(1).replace(/^[^,]*/, canary);
    const headers = { 'content-type': 'text/csv' };
    const body = `${inventedHeader}\n${line}\n`;
    const posted = await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body });
    const { id } = z.looseObject({ id: z.string() }).parse(await posted.json());
    const text = await waitUntil(
      async () => {
        const text = await (await get('/queues/api/queues?activeQueue=chunks&status=latest')).text();
        return text.includes(id) && text;
      },
      { what: 'the job on the board' },
    );
    const { queues } = Listed.parse(JSON.parse(text || ''));
    expect(queues.map(({ name }) => name).sort()).toEqual(
      Object.values(catalogue)
        .map(({ name }) => name)
        .sort(),
    );
    expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
    expect(text).not.toContain(canary);
  });

  it('changes nothing: no call of it but reading ones exists', async () => {
    const before = await queueStates();
    for (const [method, path] of [
      ['PUT', '/queues/api/queues/chunks/pause'],
      ['PUT', '/queues/api/queues/pause'],
      ['PUT', '/queues/api/queues/chunks/empty'],
      ['PUT', '/queues/api/queues/chunks/obliterate'],
      ['PUT', '/queues/api/queues/chunks/clean/waiting'],
      ['POST', '/queues/api/queues/chunks/add'],
    ] as const) {
      const answer = await ask(method, `${api.url}${path}`, authorizationFor(api.url));
      expect(answer).toEqual({ status: 404, code: 'not-found' });
    }
    expect(await queueStates()).toEqual(before);
  });

  it('asks no stranger for anything, and runs no script but its own', async () => {
    const page = await get('/queues');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe/);
    const html = await page.text();
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(html).not.toContain('<%');
    // Its own policy is for this page alone.
    const other = await get('/v1/operations');
    expect(other.headers.get('content-security-policy')).not.toContain('unsafe-inline');
  });

  it('answers 503 at once while Redis is away', async () => {
    await api.redisServer.stop();
    await waitUntil(
      async () => {
        const answer = await ask('GET', `${api.url}/queues/api/queues`, authorizationFor(api.url));
        return answer.status === 503 && answer.code === 'redis-unavailable';
      },
      { what: 'the refusal' },
    );
  });
});
