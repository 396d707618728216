import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Account, ApiKeyList, ApiKeyWithSecret, PersonWithPassword, type Role } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '../src/people/api-key-text.ts';
import { changePerson, findByName, replacePassword } from '../src/people/people-store.ts';
import { signIn } from '../src/people/sign-in.ts';
import { ask } from './support/ask.ts';
import { type Credential, TestPeople } from './support/people.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

const ownPassword = 'a long walk by the sea';

let api: RunningApi;
let people: TestPeople;
let password: string;

beforeAll(async () => {
  api = await startApi();
  people = new TestPeople(api);
  password = (await readFile(api.passwordFile, 'utf8')).trim();
});
afterAll(async () => {
  await people?.close();
  await api?.close();
});

function post(name: string, word: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${api.url}/v1/session`, {
    method: 'POST',
    headers: { 'x-anonymous': 'yes', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name, password: word }),
  });
}

/** The session of who signs in, which must succeed. */
async function signedIn(
  name: string,
  word: string,
  headers: Record<string, string> = {},
): Promise<Credential> {
  const response = await post(name, word, headers);
  expect(response.status).toBe(200);
  const [, token] = /bora-session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  return { cookie: `bora-session=${token}`, origin: api.url };
}

async function account(credential: Credential): Promise<Account | undefined> {
  const response = await fetch(`${api.url}/v1/session`, { headers: credential });
  return response.ok ? Account.parse(await response.json()) : undefined;
}

async function addPerson(role: Role): Promise<PersonWithPassword> {
  const response = await fetch(`${api.url}/v1/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: `${role}-${randomUUID().slice(0, 8)}`, role }),
  });
  expect(response.status).toBe(201);
  return PersonWithPassword.parse(await response.json());
}

const changePassword = (session: Credential, current: string, next: string) =>
  ask('PUT', `${api.url}/v1/session/password`, session, { current, next });
const patchPerson = (id: string, change: object) =>
  ask('PATCH', `${api.url}/v1/people/${id}`, localKey(), change);
const localKey = () => ({ authorization: `Bearer ${key}` });
let key: string;
beforeAll(async () => {
  key = (await readFile(api.keyFile, 'utf8')).trim();
});

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use, and that goes by TLS alone where the page did', async () => {
    const plain = (await post('administrator', password)).headers.get('set-cookie');
    expect(plain).toMatch(/^bora-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const host = new URL(api.url).host;
    const response = await post('administrator', password, { origin: `https://${host}` });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Strict$/);
  });

  it('takes no session that was there before: its token is new each time and the one before is void', async () => {
    const planted = { cookie: `bora-session=${'P'.repeat(43)}`, origin: api.url };
    const first = await signedIn('administrator', password, planted);
    expect(first.cookie).not.toBe(planted.cookie);
    expect(await account(planted)).toBeUndefined();
    const second = await signedIn('administrator', password, first);
    expect(await account(first)).toBeUndefined();
    expect((await account(second))?.name).toBe('administrator');
  });

  it('by a page of another site is refused', async () => {
    const response = await post('administrator', password, { origin: 'https://stranger.example' });
    expect(response.status).toBe(403);
  });

  it('answers the same to an unknown name, a wrong password and a disabled person', async () => {
    const { person, password: given } = await addPerson('officer');
    await patchPerson(person.id, { isDisabled: true });
    const answers = await Promise.all(
      [
        ['nobody-at-all', 'x'],
        [person.name, 'x'],
        [person.name, given],
      ].map(async ([name, word]) => {
        const response = await post(name!, word!);
        const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
        return [response.status, body];
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]![0]).toBe(401);
  });

  it('costs as much where there is no such person', async () => {
    const { person } = await addPerson('officer');
    const { query } = people.database;
    let address = 0;
    // Time of the processor, which another process on the machine does not change as it does the time on the clock.
    const cost = async (name: string) => {
      const before = process.cpuUsage();
      for (let attempt = 0; attempt < 10; attempt += 1) {
        address += 1;
        const given = { name, password: 'wrong', address: `10.0.0.${address}` };
        await expect(signIn(query, given)).rejects.toThrow('Name or password is wrong');
      }
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await cost('nobody-before');
    const [ofKnown, ofUnknown] = [await cost(person.name), await cost('nobody-at-all-2')];
    expect(ofUnknown).toBeGreaterThan(ofKnown / 2);
    expect(ofUnknown).toBeLessThan(ofKnown * 2);
  });

  it.each(['known', 'unknown'])(
    'is locked after five failures of a name that is %s from one address, also for the right password, and says for how long',
    async (which) => {
      const { person, password: given } = await addPerson('officer');
      const name = which === 'known' ? person.name : `nobody-${randomUUID()}`;
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 5; attempt += 1) statuses.push((await post(name, 'wrong')).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401]);
      const locked = await post(name.toUpperCase(), given);
      expect(locked.status).toBe(429);
      expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
      await people.database.query
        .updateTable('sign_in_attempts')
        .set({ last_at: new Date(Date.now() - 15 * 60_000) })
        .execute();
      expect((await post(name, given)).status).toBe(which === 'known' ? 200 : 401);
    },
  );

  it('counts attempts that are made at the same time: no more than five passwords are looked at', async () => {
    const { person } = await addPerson('officer');
    const responses = await Promise.all(Array.from({ length: 20 }, () => post(person.name, 'wrong')));
    expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(15);
  });
});

describe('a person', () => {
  it('may do nothing with a given password but choose another, and then what the role may', async () => {
    const { person, password: given } = await addPerson('officer');
    const session = await signedIn(person.name, given);
    expect(await account(session)).toMatchObject({ mustChangePassword: true, permissions: ['account:own'] });
    expect((await ask('GET', `${api.url}/v1/batches`, session)).code).toBe('not-allowed');
    for (const bad of ['short', 'aaaaaaaaaaaaaaaa', `${person.name} and more`]) {
      expect((await changePassword(session, given, bad)).code).toBe('password-unsuitable');
    }
    expect((await changePassword(session, 'wrong', ownPassword)).code).toBe('sign-in-failed');
    expect((await changePassword(session, given, ownPassword)).status).toBe(204);
    expect((await ask('GET', `${api.url}/v1/batches`, session)).status).toBe(200);
    expect((await post(person.name, given)).status).toBe(401);
  });

  it('who changes the password ends all other sessions at once', async () => {
    const { person, password: given } = await addPerson('analyst');
    const [one, two] = [await signedIn(person.name, given), await signedIn(person.name, given)];
    expect(await account(two)).toBeDefined();
    expect((await changePassword(one, given, ownPassword)).status).toBe(204);
    expect([await account(one), await account(two)]).toEqual([expect.anything(), undefined]);
  });

  it('whose password is reset has no session and no key from that moment, and who is disabled none until enabled again', async () => {
    const someone = await people.add('analyst');
    const [session, ownKey] = [await someone.session(), await someone.key()];
    expect(await account(session)).toBeDefined();
    expect((await ask('POST', `${api.url}/v1/people/${someone.id}/password`, localKey())).status).toBe(200);
    expect([await account(session), await account(ownKey)]).toEqual([undefined, undefined]);
    const another = await people.add('analyst');
    const [laterSession, laterKey] = [await another.session(), await another.key()];
    await patchPerson(another.id, { isDisabled: true });
    expect([await account(laterSession), await account(laterKey)]).toEqual([undefined, undefined]);
    await patchPerson(another.id, { isDisabled: false });
    expect([await account(laterSession), await account(laterKey)]).toEqual([undefined, expect.anything()]);
  });

  it('whose password was reset a moment before does not change it by the one before', async () => {
    const { person } = await addPerson('officer');
    const { query } = people.database;
    const { password_hash: verified } = await findByName(query, person.name).then((row) => row!);
    expect((await ask('POST', `${api.url}/v1/people/${person.id}/password`, localKey())).status).toBe(200);
    expect(await replacePassword(query, person.id, { verified, next: 'another hash' })).toBe(false);
    expect((await findByName(query, person.name))?.password_hash).not.toBe('another hash');
  });

  it('whose role is changed may do from that moment what the new one may, by session and by key', async () => {
    const someone = await people.add('analyst');
    const credentials = [await someone.session(), await someone.key()];
    const operations = async (credential: Credential) =>
      (await ask('GET', `${api.url}/v1/operations`, credential)).status;
    for (const credential of credentials) expect(await operations(credential)).toBe(200);
    await patchPerson(someone.id, { role: 'officer' });
    for (const credential of credentials) expect(await operations(credential)).toBe(403);
  });

  it('who is the last administrator stays one, also where two take it from each other at the same time', async () => {
    const { query } = people.database;
    const enabled = () =>
      query
        .selectFrom('people')
        .select('id')
        .where('role', '=', 'administrator')
        .where('disabled_at', 'is', null)
        .execute();
    const enable = (ids: readonly string[]) =>
      query.updateTable('people').set({ disabled_at: null }).where('id', 'in', ids).execute();
    await people.add('administrator');
    const all = (await enabled()).map(({ id }) => id);
    try {
      for (let round = 0; round < 20; round += 1) {
        await enable(all);
        const changes = all.map((id, index) =>
          changePerson(query, id, index % 2 === 0 ? { isDisabled: true } : { role: 'officer' }),
        );
        const refused = (await Promise.allSettled(changes)).filter(({ status }) => status === 'rejected');
        expect([refused.length, (await enabled()).length]).toEqual([1, 1]);
        await query.updateTable('people').set({ role: 'administrator' }).where('id', 'in', all).execute();
      }
    } finally {
      await enable(all);
    }
    const [last] = await query
      .selectFrom('people')
      .select('id')
      .where('name', '=', 'administrator')
      .execute();
    const others = all.filter((id) => id !== last!.id);
    await query.updateTable('people').set({ disabled_at: new Date() }).where('id', 'in', others).execute();
    for (const change of [{ isDisabled: true }, { role: 'auditor' }]) {
      const answer = await ask('PATCH', `${api.url}/v1/people/${last!.id}`, localKey(), change);
      expect(answer).toEqual({ status: 409, code: 'last-administrator' });
    }
    await enable(others);
  });

  it('has a name of its own, whatever its capitals', async () => {
    const { person } = await addPerson('officer');
    const again = { name: person.name.toUpperCase(), role: 'officer' };
    expect((await ask('POST', `${api.url}/v1/people`, localKey(), again)).code).toBe('person-exists');
    for (const name of ['', 'x', 'two words', 'a'.repeat(65), '<b>']) {
      expect((await ask('POST', `${api.url}/v1/people`, localKey(), { name, role: 'officer' })).code).toBe(
        'bad-request',
      );
    }
  });
});

describe('an API key', () => {
  const make = (session: Credential, permissions: string[], expiresInDays = 30) =>
    fetch(`${api.url}/v1/keys`, {
      method: 'POST',
      headers: { ...session, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'for a test', permissions, expiresInDays }),
    });

  it('of an administrator makes no administrator and gives no password; the key of this machine does', async () => {
    const administrator = await people.add('administrator');
    const ofProgram = await administrator.key();
    const name = `made-${randomUUID().slice(0, 8)}`;
    const attempts = [
      ['POST', '/v1/people', { name, role: 'administrator' }],
      ['POST', `/v1/people/${administrator.id}/password`, undefined],
      ['PATCH', `/v1/people/${administrator.id}`, { isDisabled: false }],
    ] as const;
    for (const [method, path, body] of attempts) {
      const answer = await ask(method, `${api.url}${path}`, ofProgram, body);
      expect(answer).toEqual({ status: 403, code: 'not-allowed' });
    }
    const made = await ask('POST', `${api.url}/v1/people`, localKey(), { name, role: 'administrator' });
    expect(made.status).toBe(201);
    expect((await make(await administrator.session(), ['people:manage'])).status).toBe(403);
  });

  it('is given no more than its maker may do, and nothing that takes a person', async () => {
    const officer = await (await people.add('officer')).session();
    for (const permission of ['policy:change', 'batch:read-all', 'key:own', 'account:own']) {
      expect((await make(officer, ['score:create', permission])).status).toBe(403);
    }
    const made = ApiKeyWithSecret.parse(await (await make(officer, ['score:create'])).json());
    const ofKey = await account({ authorization: `Bearer ${made.key}` });
    expect(ofKey?.permissions).toEqual(['score:create']);
    for (const days of [0, 366]) expect((await make(officer, ['score:create'], days)).status).toBe(400);
  });

  it('is said once and kept as a hash, with the beginning by which it is recognised', async () => {
    const someone = await people.add('officer');
    const session = await someone.session();
    const { key: secret, apiKey } = ApiKeyWithSecret.parse(
      await (await make(session, ['score:create'])).json(),
    );
    expect(secret).toMatch(/^bora_[0-9a-f]{48}$/);
    const listed = await (await fetch(`${api.url}/v1/keys`, { headers: session })).text();
    expect(listed).not.toContain(secret);
    expect(listed).toContain(secret.slice(0, 13));
    const row = await people.database.query
      .selectFrom('api_keys')
      .selectAll()
      .where('id', '=', apiKey.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row.key_hash).toEqual(secretHash(secret));
  });

  it('says when it was last used, written at most once a minute', async () => {
    const someone = await people.add('officer');
    const used = await someone.key();
    const lastUsed = async () => {
      const response = await fetch(`${api.url}/v1/keys`, { headers: await someone.session() });
      return ApiKeyList.parse(await response.json()).keys[0]!.lastUsedAt;
    };
    expect(await lastUsed()).toBeNull();
    await account(used);
    const first = await lastUsed();
    expect(first).not.toBeNull();
    await ask('POST', `${api.url}/v1/session`, {}, { name: 'administrator', password }); // forgets what was verified
    await account(used);
    expect(await lastUsed()).toBe(first);
    const before = new Date(Date.now() - 61_000);
    await people.database.query.updateTable('api_keys').set({ last_used_at: before }).execute();
    await waitUntil(
      async () => {
        await account(used);
        return (await lastUsed()) !== before.toISOString();
      },
      { what: 'the key to be looked up again' },
    );
  });
});
