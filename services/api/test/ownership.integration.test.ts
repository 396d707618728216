import { randomUUID } from 'node:crypto';
import { permissionNames } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredRoute } from '../src/people/declared-access.ts';
import { type Answer, ask } from './support/ask.ts';
import { decidedBatch } from './support/decided-batch.ts';
import { declaredRoutes } from './support/declared-routes.ts';
import { inventedCsv } from './support/invented-schema.ts';
import { newBatch, newScore, newSegmentation, newSimulation } from './support/owned-things.ts';
import { type Credential, type Someone, TestPeople } from './support/people.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { search } from './support/search.ts';
import { startSimulatedWorker } from './support/simulated-worker.ts';

/** What belongs to somebody, by the beginning of its addresses. */
const kinds = [
  { prefix: '/v1/batches/:id', code: 'batch-not-found' },
  { prefix: '/v1/scores/:id', code: 'score-not-found' },
  { prefix: '/v1/simulations/:id', code: 'simulation-not-found' },
  { prefix: '/v1/segmentations/:id', code: 'segmentation-not-found' },
  { prefix: '/v1/decisions/:id', code: 'decision-not-found' },
  { prefix: '/v1/keys/:id', code: 'key-not-found' },
] as const;
/** Routes with an id that belongs to nobody: a permission alone opens them. */
const ownerless = [
  '/v1/people/:id',
  '/v1/people/:id/password',
  '/v1/applicants/erasures/:id',
  '/v1/holds/:id',
];

let api: RunningApi;
let worker: { close(): Promise<void> };
let people: TestPeople;
let routes: readonly DeclaredRoute[];
let owner: Someone;
let other: Someone;
/** Keys that may do everything, but read and change only what is their own. */
let ofOwner: Credential;
let ofOther: Credential;
let ids: Record<(typeof kinds)[number]['prefix'], string>;

const narrow = permissionNames.filter((name) => !/-all$|^keys:manage$|^people:manage$/.test(name));

beforeAll(async () => {
  api = await startApi({ CREDITOR_NAME: 'A lender', CREDITOR_ADDRESS: 'A street' });
  worker = startSimulatedWorker(api.redisServer.url, api.cipher);
  people = new TestPeople(api);
  // An administrator may do everything that there is, so that only the owner decides.
  owner = await people.add('administrator');
  other = await people.add('administrator');
  ofOwner = await owner.key(narrow);
  ofOther = await other.key(narrow);
  routes = await declaredRoutes();
  ids = {
    '/v1/batches/:id': await newBatch(api, owner.id),
    '/v1/scores/:id': await newScore(api, owner.id),
    '/v1/simulations/:id': await newSimulation(api, owner.id),
    '/v1/segmentations/:id': await newSegmentation(api, owner.id),
    // Declined, because those that are referred wait for everybody.
    '/v1/decisions/:id': (await decidedBatch(api, 100, ofOwner)).decline[0]!,
    '/v1/keys/:id': (await owner.key()).id,
  };
});
afterAll(async () => {
  await people?.close();
  await worker?.close();
  await api?.close();
});

const kindOf = ({ url }: DeclaredRoute) => kinds.find(({ prefix }) => url.startsWith(prefix));
const withId = () => routes.filter(({ url, method }) => url.includes('/:id') && method !== 'HEAD');
const address = ({ url }: DeclaredRoute, id: string) =>
  `${api.url}${url.replace(':id', id).replace(':override', randomUUID()).replace(':row', '1')}${queryOf(url)}`;
/** What a route asks for beside, so that nothing but the owner is wrong. */
const queryOf = (url: string) => (url.endsWith('/outcomes') ? `?batch=${ids['/v1/batches/:id']}` : '');

/** Bodies that are right, so that nothing but the owner is wrong. */
function bodyOf({ url, method }: DeclaredRoute): unknown {
  if (url.endsWith('/shared')) return { shared: true };
  if (url.endsWith('/predict')) return [{ recency: 1 }];
  if (url.endsWith('/overrides')) return { decision: 'approve', reason: 'verified-income', text: 'Payslips' };
  if (url.endsWith('/confirmation')) return { stands: true };
  if (url.endsWith('/notes')) return { text: 'Called twice' };
  if (url.endsWith('/review-requests')) return { requestedOn: '2026-01-01', text: 'By telephone' };
  return method === 'POST' ? {} : undefined;
}

describe('what belongs to somebody', () => {
  it('is known to this test, whatever routes there are', () => {
    const unknown = withId().filter((route) => !kindOf(route) && !ownerless.includes(route.url));
    expect(unknown).toEqual([]);
    expect(withId().length).toBeGreaterThan(20);
  });

  it('is not there for anybody else, on any route', async () => {
    const wrong: string[] = [];
    for (const route of withId()) {
      const kind = kindOf(route);
      if (!kind || ['key:own', 'account:own'].includes(route.access)) continue;
      const { status, code } = await ask(
        route.method,
        address(route, ids[kind.prefix]),
        ofOther,
        bodyOf(route),
      );
      if (status !== 404 || code !== kind.code) wrong.push(`${route.method} ${route.url}: ${status} ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is there for its owner, and for who may read all of it', async () => {
    const all = await other.session();
    const wrong: string[] = [];
    for (const route of withId()) {
      const kind = kindOf(route);
      // What ends it comes last, below.
      if (!kind || route.method === 'DELETE' || route.url.startsWith('/v1/keys')) continue;
      for (const credential of [ofOwner, all]) {
        const { status, code } = await ask(
          route.method,
          address(route, ids[kind.prefix]),
          credential,
          bodyOf(route),
        );
        const isOther = credential === all && route.url.endsWith('/shared');
        const isRight = isOther ? code === 'not-allowed' : code !== kind.code && status !== 403;
        if (!isRight) wrong.push(`${route.method} ${route.url}: ${status} ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    await share(ofOwner, false);
  });

  it('stands in no list of anybody else', async () => {
    const listed = async (path: string, credential: Credential) => {
      const isSearch = path.endsWith('/search');
      const found = isSearch
        ? await search(`${api.url}${path}`, { limit: 200 }, credential)
        : await fetch(`${api.url}${path}`, { headers: credential });
      return found.text();
    };
    const lists = [
      ['/v1/batches', '/v1/batches/:id'],
      ['/v1/simulations', '/v1/simulations/:id'],
      ['/v1/segmentations', '/v1/segmentations/:id'],
      ['/v1/decisions/search', '/v1/decisions/:id'],
    ] as const;
    for (const [path, kind] of lists) {
      expect([path, (await listed(path, ofOwner)).includes(ids[kind])]).toEqual([path, true]);
      expect([path, (await listed(path, ofOther)).includes(ids[kind])]).toEqual([path, false]);
    }
    const officer = await (await people.add('officer')).session();
    expect(await listed('/v1/keys', officer)).toBe('{"keys":[]}');
    expect(await listed('/v1/keys', await other.session())).toContain(ids['/v1/keys/:id']);
  });

  it('an API key of another is not there to be revoked, but for who manages keys', async () => {
    const url = `${api.url}/v1/keys/${ids['/v1/keys/:id']}`;
    const analyst = await (await people.add('analyst')).session();
    expect((await ask('DELETE', url, analyst)).code).toBe('key-not-found');
    expect((await ask('DELETE', url, await other.session())).status).toBe(204);
  });

  it('customers that one kept are read by nobody else, but by who may read all', async () => {
    const customer = { customer_id: 'mine', recency: 1, frequency: 2, monetary: 3 };
    const saved = await ask('POST', `${api.url}/api/dbPost`, ofOwner, [customer]);
    expect(saved).toEqual({ status: 200, code: undefined });
    const kept = async (credential: Credential) =>
      (await fetch(`${api.url}/api/dbGet`, { headers: credential })).text();
    expect(await kept(ofOwner)).toContain('mine');
    expect(await kept(ofOther)).toBe('{"customers":[],"nextCursor":null}');
    expect(await kept(await other.session())).toContain('mine');
  });

  it('is not replayed to another who uses the same Idempotency-Key', async () => {
    const post = async (credential: Credential) => {
      const headers = { ...credential, 'content-type': 'text/csv', 'idempotency-key': 'the-same' };
      const response = await fetch(`${api.url}/v1/batches`, {
        method: 'POST',
        headers,
        body: inventedCsv(3),
      });
      return [
        response.headers.get('idempotent-replayed'),
        (await response.json()) as { id: string },
      ] as const;
    };
    const [, first] = await post(ofOwner);
    const [isReplayed, second] = await post(ofOther);
    expect(isReplayed).toBeNull();
    expect(second.id).not.toBe(first.id);
  });

  it('a batch of another cannot be simulated', async () => {
    const body = { batchId: ids['/v1/batches/:id'], scenario: await anyScenario(), inSample: false };
    expect((await ask('POST', `${api.url}/v1/simulations`, ofOther, body)).code).toBe('batch-not-found');
    expect((await ask('POST', `${api.url}/v1/simulations`, ofOwner, body)).code).toBe('batch-not-completed');
  });
});

describe('a batch that is shared', () => {
  const reading = () =>
    withId().filter((route) => kindOf(route)?.prefix === '/v1/batches/:id' && route.method === 'GET');
  const codes = async (credential: Credential): Promise<(string | undefined)[]> => {
    const answers: Answer[] = [];
    for (const route of reading()) {
      answers.push(await ask('GET', address(route, ids['/v1/batches/:id']), credential));
    }
    return answers.map(({ code }) => code);
  };

  it('is read by every officer on every route, changed by none, and hidden again when it is taken back', async () => {
    const officer = await (await people.add('officer')).key();
    expect(new Set(await codes(officer))).toEqual(new Set(['batch-not-found']));
    expect((await share(ofOwner, true)).status).toBe(200);
    expect(await codes(officer)).not.toContain('batch-not-found');
    expect((await share(officer, false)).code).toBe('not-allowed');
    const url = `${api.url}/v1/batches/${ids['/v1/batches/:id']}`;
    expect((await ask('DELETE', url, officer)).code).toBe('not-allowed');
    expect((await share(ofOwner, false)).status).toBe(200);
    expect(new Set(await codes(officer))).toEqual(new Set(['batch-not-found']));
  });

  it('is cancelled by its owner or by who may cancel all, and by nobody else', async () => {
    const analyst = await (await people.add('analyst')).key();
    const mine = await newBatch(api, owner.id);
    const url = `${api.url}/v1/batches/${mine}`;
    expect((await ask('DELETE', url, analyst)).code).toBe('not-allowed');
    expect((await ask('DELETE', url, ofOwner)).status).toBe(200);
    const second = `${api.url}/v1/batches/${await newBatch(api, owner.id)}`;
    expect((await ask('DELETE', second, await other.key())).status).toBe(200);
  });

  it('ends its stream of events for who may read it no more', async () => {
    const id = await newBatch(api, owner.id);
    const reader = await people.add('administrator');
    const session = await reader.session();
    const response = await fetch(`${api.url}/v1/batches/${id}/events`, { headers: session });
    const events = response.body![Symbol.asyncIterator]();
    expect(String(Buffer.from((await events.next()).value as Uint8Array))).toContain('event: progress');
    expect((await ask('DELETE', `${api.url}/v1/session`, session)).status).toBe(204);
    await waitUntil(async () => (await events.next()).done === true, { what: 'the stream to end' });
  });
});

function share(credential: Credential, shared: boolean): Promise<Answer> {
  return ask('PUT', `${api.url}/v1/batches/${ids['/v1/batches/:id']}/shared`, credential, { shared });
}

async function anyScenario(): Promise<unknown> {
  const response = await fetch(`${api.url}/v1/scenarios`);
  const { scenarios } = (await response.json()) as { scenarios: unknown[] };
  return scenarios[0];
}
