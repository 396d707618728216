import { readFile } from 'node:fs/promises';
import { ApiKeyWithSecret, PersonWithPassword } from '@bora/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestPeople } from './support/people.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

/** Stands in every secret that a person or a program sends, and in nothing else. */
const canary = 'kanarienvogel';
const ownPassword = `${canary} sings in the morning`;

let api: RunningApi;
let people: TestPeople;
/** All that must not be found anywhere. */
const secrets = [canary];
const problems: string[] = [];

async function send(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) problems.push(text);
  const [, token] = /bora-session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  if (token) secrets.push(token);
  return { text, session: { cookie: `bora-session=${token}`, origin: api.url } };
}

beforeAll(async () => {
  api = await startApi({ LOG_LEVEL: 'debug' });
  people = new TestPeople(api);
  secrets.push(
    (await readFile(api.passwordFile, 'utf8')).trim(),
    (await readFile(api.keyFile, 'utf8')).trim(),
  );
  const anonymous = { 'x-anonymous': 'yes' };

  const added = await send('POST', '/v1/people', {}, { name: 'olga', role: 'officer' });
  const { password } = PersonWithPassword.parse(JSON.parse(added.text));
  secrets.push(password);
  const { session } = await send('POST', '/v1/session', anonymous, { name: 'olga', password });
  const change = (current: string, next: string) =>
    send('PUT', '/v1/session/password', session, { current, next });
  await change(`${canary}-wrong`, ownPassword);
  await change(password, canary.slice(0, 11));
  await change(password, ownPassword);
  const made = await send('POST', '/v1/keys', session, { name: 'a program', permissions: ['score:create'] });
  const { key } = ApiKeyWithSecret.parse(JSON.parse(made.text));
  secrets.push(key);
  await send('GET', '/v1/models', { authorization: `Bearer ${key}` });

  await send('POST', '/v1/session', anonymous, { name: 'olga', password: ownPassword });
  // A password that is typed into the wrong field.
  for (let attempt = 0; attempt < 7; attempt += 1) {
    await send('POST', '/v1/session', anonymous, { name: canary, password: `${canary}-${attempt}` });
  }
  await send('POST', '/v1/session', anonymous, `{"name":"olga","password":"${canary}`);
  await send('POST', '/v1/session', anonymous, { name: 'olga', password: { [canary]: canary } });
  await send('POST', '/v1/session', anonymous, { name: 'olga', password: canary, other: canary });
  await send('POST', '/v1/people', {}, { name: `${canary} ${canary}`, role: canary });
  await send('GET', '/v1/models', { authorization: `Bearer ${canary}` });
  await send('GET', '/v1/models', { authorization: `Basic ${canary}` });
  await send('GET', '/v1/models', { cookie: `bora-session=${canary}; ${canary}=${canary}` });
  await send('GET', `/v1/models?key=${key}`, anonymous);
});
afterAll(async () => {
  await people?.close();
  await api?.close();
});

const found = (text: string) => secrets.filter((secret) => text.includes(secret));

it('no password, key or token stands in a line that the api writes', () => {
  expect(secrets.length).toBeGreaterThan(6);
  expect(api.process.output.split('\n').length).toBeGreaterThan(30);
  expect(found(api.process.output)).toEqual([]);
});

it('no password, key or token stands in a problem', () => {
  expect(problems.length).toBeGreaterThan(14);
  expect(problems.flatMap(found)).toEqual([]);
});

it('no password, key or token stands in the database, where each is a hash', async () => {
  const { query } = people.database;
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(query);
  const all: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
      query,
    );
    all.push(...rows.map(({ row }) => row));
  }
  expect(all.join('\n')).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  expect(found(all.join('\n'))).toEqual([]);
  // Bytes are shown as hexadecimal digits.
  const hex = secrets.map((secret) => Buffer.from(secret).toString('hex'));
  expect(hex.filter((text) => all.join('\n').includes(text))).toEqual([]);
});

it('no password, key or token stands in Redis', async () => {
  const keys = await api.redis.keys('*');
  const hashes = await Promise.all(
    keys.map(async (key) =>
      (await api.redis.type(key)) === 'hash' ? JSON.stringify(await api.redis.hgetall(key)) : key,
    ),
  );
  expect(found([...keys, ...hashes].join('\n'))).toEqual([]);
});
