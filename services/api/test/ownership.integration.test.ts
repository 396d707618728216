import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './support/ask.ts';
import { type OwnershipStage, openOwnershipStage, ownedKindOf } from './support/ownership-stage.ts';
import type { Credential } from './support/people.ts';
import { postInventedFile } from './support/post-invented-file.ts';
import { search } from './support/search.ts';

/** Routes with an id that belongs to nobody: a permission alone opens them. */
const ownerless = [
  '/v1/people/:id',
  '/v1/people/:id/password',
  '/v1/applicants/erasures/:id',
  '/v1/holds/:id',
];

let stage: OwnershipStage;
beforeAll(async () => {
  stage = await openOwnershipStage();
});
afterAll(() => stage?.close());

describe('what belongs to somebody', () => {
  it('is known to this test, whatever routes there are', () => {
    const unknown = stage.routes.filter((route) => !ownedKindOf(route) && !ownerless.includes(route.url));
    expect(unknown).toEqual([]);
    expect(stage.routes.length).toBeGreaterThan(20);
  });

  it('is not there for anybody else, on any route', async () => {
    const { ofOther, ids, askRoute } = stage;
    const wrong: string[] = [];
    for (const route of stage.routes) {
      const kind = ownedKindOf(route);
      if (!kind || ['key:own', 'account:own'].includes(route.access)) continue;
      const { status, code } = await askRoute(route, ids[kind.prefix], ofOther);
      if (status !== 404 || code !== kind.code) wrong.push(`${route.method} ${route.url}: ${status} ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is there for its owner, and for who may read all of it', async () => {
    const { other, ofOwner, ids, askRoute, share } = stage;
    const all = await other.session();
    const wrong: string[] = [];
    for (const route of stage.routes) {
      const kind = ownedKindOf(route);
      // What ends it comes last, below.
      if (!kind || route.method === 'DELETE' || route.url.startsWith('/v1/keys')) continue;
      for (const credential of [ofOwner, all]) {
        const { status, code } = await askRoute(route, ids[kind.prefix], credential);
        const isOther = credential === all && route.url.endsWith('/shared');
        const isRight = isOther ? code === 'not-allowed' : code !== kind.code && status !== 403;
        if (!isRight) wrong.push(`${route.method} ${route.url}: ${status} ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    await share(ofOwner, false);
  });

  it('stands in no list of anybody else', async () => {
    const { api, people, other, ofOwner, ofOther, ids } = stage;
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
    const { api, people, other, ids } = stage;
    const url = `${api.url}/v1/keys/${ids['/v1/keys/:id']}`;
    const analyst = await (await people.add('analyst')).session();
    expect((await ask('DELETE', url, analyst)).code).toBe('key-not-found');
    expect((await ask('DELETE', url, await other.session())).status).toBe(204);
  });

  it('customers that one kept are read by nobody else, but by who may read all', async () => {
    const { api, other, ofOwner, ofOther } = stage;
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
    const { api, ofOwner, ofOther } = stage;
    const post = async (credential: Credential) => {
      const headers = { ...credential, 'idempotency-key': 'the-same' };
      const response = await postInventedFile(api.url, 3, { headers });
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
    const { api, ofOwner, ofOther, ids } = stage;
    const body = { batchId: ids['/v1/batches/:id'], scenario: await anyScenario(), inSample: false };
    expect((await ask('POST', `${api.url}/v1/simulations`, ofOther, body)).code).toBe('batch-not-found');
    expect((await ask('POST', `${api.url}/v1/simulations`, ofOwner, body)).code).toBe('batch-not-completed');
  });
});

async function anyScenario(): Promise<unknown> {
  const response = await fetch(`${stage.api.url}/v1/scenarios`);
  const { scenarios } = (await response.json()) as { scenarios: unknown[] };
  return scenarios[0];
}
