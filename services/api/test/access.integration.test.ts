import { randomUUID } from 'node:crypto';
import { pagePaths, personalPermissions, Role, rolePermissions } from '@bora/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKey } from '../src/people/api-key-text.ts';
import type { Access, DeclaredRoute } from '../src/people/declared-access.ts';
import { ask } from './support/ask.ts';
import { declaredRoutes } from './support/declared-routes.ts';
import { type Credential, type Someone, TestPeople } from './support/people.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

const pages: readonly string[] = Object.values(pagePaths);

let api: RunningApi;
let people: TestPeople;
let routes: readonly DeclaredRoute[];
const ofRole = new Map<Role, Someone>();

beforeAll(async () => {
  api = await startApi();
  people = new TestPeople(api);
  for (const role of Role.options) ofRole.set(role, await people.add(role));
  routes = await declaredRoutes();
});
afterAll(async () => {
  await people?.close();
  await api?.close();
});

/** An address that the route matches and where nothing is. */
function addressOf({ url }: DeclaredRoute): string {
  const path = url
    .replace('*', 'x')
    .replace(/:(\w+)/g, (_, name: string) => ({ id: randomUUID(), row: '1' })[name] ?? 'nobody');
  return `${api.url}${path}`;
}

/** Every route to which somebody gets another answer than is due, in words. */
async function wronglyAnswered(
  credential: (route: DeclaredRoute) => Promise<Credential> | Credential,
  expected: (access: Access) => { status: number; code: string } | 'let in',
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of routes) {
    const due = expected(route.access);
    const { status, code } = await ask(route.method, addressOf(route), await credential(route));
    const isRefused = status === 401 || status === 403;
    // HEAD has no body, and so no code.
    const isDue =
      due === 'let in' ? !isRefused : status === due.status && (code === due.code || route.method === 'HEAD');
    if (!isDue) wrong.push(`${route.method} ${route.url} (${route.access}): ${status} ${code}`);
  }
  return wrong;
}

const refusedUnlessPublic = (code: string) => (access: Access) =>
  access === 'public' ? ('let in' as const) : { status: 401, code };
const notAllowed = { status: 403, code: 'not-allowed' };

describe('every route of the api', () => {
  it('says who may call it, and few are for everybody', () => {
    expect(routes.length).toBeGreaterThan(90);
    const open = routes.filter(({ access, method }) => access === 'public' && method !== 'HEAD');
    const beside = open.filter(({ url }) => !/^\/(docs|assets)(\/|$)/.test(url) && !pages.includes(url));
    expect(beside.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      'GET /health',
      'GET /health/live',
      'GET /health/ready',
      'POST /v1/session',
    ]);
    expect(open.every(({ method, url }) => method === 'GET' || url === '/v1/session')).toBe(true);
  });

  it('that is not for everybody refuses who says nothing of himself', async () => {
    expect(await wronglyAnswered(() => ({}), refusedUnlessPublic('not-signed-in'))).toEqual([]);
  });

  it.each(Role.options)('lets the role %s in where the role may, and nowhere else', async (role) => {
    const expected = (access: Access) =>
      access === 'public' || access === 'signed-in' || rolePermissions[role].includes(access)
        ? ('let in' as const)
        : notAllowed;
    const someone = ofRole.get(role)!;
    const session = await someone.session();
    const credential = ({ method, access }: DeclaredRoute) =>
      // Signing out ends it.
      method === 'DELETE' && access === 'account:own' ? someone.session() : session;
    expect(await wronglyAnswered(credential, expected)).toEqual([]);
  });

  it.each(Role.options)(
    'lets a key of the role %s in where the role may and no person is needed',
    async (role) => {
      const key = await ofRole.get(role)!.key();
      const expected = (access: Access) => {
        if (access === 'public' || access === 'signed-in') return 'let in';
        const isAllowed = rolePermissions[role].includes(access) && !personalPermissions.includes(access);
        return isAllowed ? 'let in' : notAllowed;
      };
      expect(await wronglyAnswered(() => key, expected)).toEqual([]);
    },
  );

  it('refuses a key that lacks the very permission, of whomever it is', async () => {
    const key = await ofRole.get('administrator')!.key(['model:read']);
    const expected = (access: Access) =>
      ['public', 'signed-in', 'model:read'].includes(access) ? ('let in' as const) : notAllowed;
    expect(await wronglyAnswered(() => key, expected)).toEqual([]);
  });

  const badKeys: [string, () => Promise<Credential> | Credential][] = [
    ['that nobody made', () => ({ authorization: `Bearer ${generateKey()}` })],
    ['of another form', () => ({ authorization: 'Bearer anything' })],
    ['in another scheme', () => ({ authorization: 'Basic YWRtaW46YWRtaW4=' })],
    ['that has expired', () => ofRole.get('administrator')!.key(undefined, new Date(Date.now() - 1))],
    ['that was revoked', revokedKey],
    ['of a person who is disabled', keyOfDisabled],
  ];
  it.each(badKeys)('refuses a key %s', async (_, make) => {
    const key = await make();
    expect(await wronglyAnswered(() => key, refusedUnlessPublic('key-invalid'))).toEqual([]);
  });

  const badSessions: [string, () => Promise<Credential> | Credential][] = [
    ['that nobody began', () => ({ cookie: `bora-session=${'A'.repeat(43)}`, origin: api.url })],
    ['that was ended', endedSession],
    ['in which nothing was done for two hours', () => agedSession('seen_at', 121)],
    ['that began twelve hours ago', () => agedSession('created_at', 12 * 60 + 1)],
    ['of a person who is disabled', sessionOfDisabled],
  ];
  it.each(badSessions)('refuses a session %s', async (_, make) => {
    const session = await make();
    expect(await wronglyAnswered(() => session, refusedUnlessPublic('session-ended'))).toEqual([]);
  });

  it('takes no change by a session that does not come from a page of this host', async () => {
    const { cookie } = await ofRole.get('administrator')!.session();
    const wrong: string[] = [];
    for (const route of routes) {
      if (route.access === 'public' || ['GET', 'HEAD'].includes(route.method)) continue;
      const { status, code } = await ask(route.method, addressOf(route), { cookie: cookie! });
      if (status !== 403 || code !== 'origin-not-allowed')
        wrong.push(`${route.method} ${route.url}: ${status}`);
      const foreign = { cookie: cookie!, origin: 'https://stranger.example' };
      const answer = await ask(route.method, addressOf(route), foreign);
      if (answer.code !== 'origin-not-allowed') wrong.push(`${route.method} ${route.url}: ${answer.code}`);
    }
    expect(wrong).toEqual([]);
  });
});

async function revokedKey(): Promise<Credential> {
  const key = await ofRole.get('administrator')!.key();
  expect((await ask('GET', `${api.url}/v1/session`, key)).status).toBe(200);
  const url = `${api.url}/v1/keys/${key.id}`;
  expect((await ask('DELETE', url, await ofRole.get('administrator')!.session())).status).toBe(204);
  return key;
}

async function keyOfDisabled(): Promise<Credential> {
  const person = await people.add('administrator');
  const key = await person.key();
  await disable(person);
  return key;
}

async function sessionOfDisabled(): Promise<Credential> {
  const person = await people.add('administrator');
  const session = await person.session();
  expect((await ask('GET', `${api.url}/v1/session`, session)).status).toBe(200);
  await disable(person);
  return session;
}

async function disable({ id }: Someone): Promise<void> {
  const administrator = await ofRole.get('administrator')!.session();
  const answer = await ask('PATCH', `${api.url}/v1/people/${id}`, administrator, { isDisabled: true });
  expect(answer.status).toBe(200);
}

async function endedSession(): Promise<Credential> {
  const session = await ofRole.get('administrator')!.session();
  expect((await ask('GET', `${api.url}/v1/session`, session)).status).toBe(200);
  expect((await ask('DELETE', `${api.url}/v1/session`, session)).status).toBe(204);
  return session;
}

/** A session as it is after that many minutes. */
async function agedSession(moment: 'seen_at' | 'created_at', minutes: number): Promise<Credential> {
  const person = await people.add('administrator');
  const session = await person.session();
  await people.database.query
    .updateTable('sessions')
    .set({ [moment]: new Date(Date.now() - minutes * 60_000) })
    .where('person_id', '=', person.id)
    .execute();
  return session;
}
