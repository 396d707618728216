import { Problem } from '@bora/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';
import { type SignedIn, signedInAs } from './support/signed-in.ts';
import { asSuperuser } from './support/trail.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ TWO_PERSON_PROMOTION: 'true' });
});
afterAll(() => api?.close());

function ask(method: string, path: string, who: SignedIn, body: unknown): Promise<Response> {
  const headers = { ...who.headers, origin: api.url, 'content-type': 'application/json' };
  return fetch(`${api.url}/v1/${path}`, { method, headers, body: JSON.stringify(body) });
}

const promote = (who: SignedIn) => ask('PUT', 'models/invented/champion', who, { version: 'v1' });

async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

test('a model becomes champion when a second person asks for the same version', async () => {
  const [one, two] = [await signedInAs(api, 'administrator'), await signedInAs(api, 'administrator')];
  expect(await codeOf(await promote(one))).toBe('second-person-needed');
  expect(await codeOf(await promote(one))).toBe('second-person-needed');
  expect((await promote(two)).status).toBe(200);
  expect(await codeOf(await promote(two))).toBe('second-person-needed');
});

test('a proposal is void after seven days, and when the person who made it is disabled', async () => {
  const [one, two] = [await signedInAs(api, 'administrator'), await signedInAs(api, 'administrator')];
  const age = (days: number) =>
    asSuperuser(api.databaseUrl, (client) =>
      client.query(`update promotion_proposals set proposed_at = now() - interval '${days} days'`),
    );
  await age(8);
  expect(await codeOf(await promote(one))).toBe('second-person-needed');
  await age(8);
  expect(await codeOf(await promote(two))).toBe('second-person-needed');
  await age(6);
  expect((await promote(one)).status).toBe(200);
  await promote(one);
  expect((await ask('PATCH', `people/${one.id}`, two, { isDisabled: true })).status).toBe(200);
  expect(await codeOf(await promote(two))).toBe('second-person-needed');
});

test('a proposal is void when the person who made it may no longer promote', async () => {
  const [one, two] = [await signedInAs(api, 'administrator'), await signedInAs(api, 'administrator')];
  await asSuperuser(api.databaseUrl, (client) => client.query('delete from promotion_proposals'));
  expect(await codeOf(await promote(one))).toBe('second-person-needed');
  expect((await ask('PATCH', `people/${one.id}`, two, { role: 'officer' })).status).toBe(200);
  expect(await codeOf(await promote(two))).toBe('second-person-needed');
  expect((await ask('PATCH', `people/${one.id}`, two, { role: 'administrator' })).status).toBe(200);
  expect((await promote(one)).status).toBe(200);
});
