import { type PostgresServer, startPostgres, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './support/ask.ts';
import { type Credential, type Someone, TestPeople } from './support/people.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { trailEntries } from './support/trail.ts';

let postgres: PostgresServer;
let api: RunningApi;
let people: TestPeople;
let someone: Someone;

beforeAll(async () => {
  postgres = await startPostgres();
  api = await startApi({ DATABASE_URL: postgres.url });
  people = new TestPeople(api);
  someone = await people.add('analyst');
});
afterAll(async () => {
  await people?.close();
  await api?.close();
  await postgres?.stop();
});

it('while the database is away, who was verified before goes on and everybody else is answered 503', async () => {
  const known: Credential[] = [await someone.key(), await someone.session()];
  const unknown: Credential[] = [await someone.key(), await someone.session()];
  const models = (credential: Credential) => ask('GET', `${api.url}/v1/models`, credential);
  for (const credential of known) expect((await models(credential)).status).toBe(200);
  await postgres.kill();
  for (const credential of known) expect((await models(credential)).status).toBe(200);
  for (const credential of unknown) {
    expect(await models(credential)).toEqual({ status: 503, code: 'database-unavailable' });
  }
  const signIn = { name: 'administrator', password: 'anything' };
  expect((await ask('POST', `${api.url}/v1/session`, {}, signIn)).code).toBe('database-unavailable');
  expect((await ask('GET', `${api.url}/v1/models`, {})).code).toBe('not-signed-in');
  await postgres.restart();
  await waitUntil(async () => (await models(unknown[0]!)).status === 200, { what: 'the database' });
});

it('what somebody was not allowed to while the database was away is in the trail when it is back', async () => {
  const analyst = await someone.key();
  expect((await ask('GET', `${api.url}/v1/models`, analyst)).status).toBe(200);
  await postgres.kill();
  expect((await ask('POST', `${api.url}/v1/people`, analyst, {})).status).toBe(403);
  await postgres.restart();
  const refused = async () =>
    (await trailEntries(api).catch(() => [])).filter(({ outcome }) => outcome === 'refused');
  await waitUntil(async () => (await refused()).length > 0, { what: 'the entry' });
  expect(await refused()).toMatchObject([{ action: 'person.add', actor: { name: someone.name } }]);
});
