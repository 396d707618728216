import { randomUUID } from 'node:crypto';
import { ApiKeyList, ApiKeyWithSecret } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '../src/people/api-key-text.ts';
import { ask } from './support/ask.ts';
import type { Credential } from './support/people.ts';
import { openPeopleStage, type PeopleStage } from './support/people-stage.ts';

let stage: PeopleStage;
beforeAll(async () => {
  stage = await openPeopleStage();
});
afterAll(() => stage?.close());

describe('an API key', () => {
  const make = (session: Credential, permissions: string[], expiresInDays = 30) =>
    fetch(`${stage.api.url}/v1/keys`, {
      method: 'POST',
      headers: { ...session, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'for a test', permissions, expiresInDays }),
    });

  it('of an administrator makes no administrator and gives no password; the key of this machine does', async () => {
    const { api, people, calls } = stage;
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
    const made = await ask('POST', `${api.url}/v1/people`, calls.localKey(), { name, role: 'administrator' });
    expect(made.status).toBe(201);
    expect((await make(await administrator.session(), ['people:manage'])).status).toBe(403);
  });

  it('is given no more than its maker may do, and nothing that takes a person', async () => {
    const { people, calls } = stage;
    const officer = await (await people.add('officer')).session();
    for (const permission of ['policy:change', 'batch:read-all', 'key:own', 'account:own']) {
      expect((await make(officer, ['score:create', permission])).status).toBe(403);
    }
    const made = ApiKeyWithSecret.parse(await (await make(officer, ['score:create'])).json());
    const ofKey = await calls.account({ authorization: `Bearer ${made.key}` });
    expect(ofKey?.permissions).toEqual(['score:create']);
    for (const days of [0, 366]) expect((await make(officer, ['score:create'], days)).status).toBe(400);
  });

  it('is said once and kept as a hash, with the beginning by which it is recognised', async () => {
    const { api, people } = stage;
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
    const { api, people, calls } = stage;
    const someone = await people.add('officer');
    const used = await someone.key();
    const lastUsed = async () => {
      const response = await fetch(`${api.url}/v1/keys`, { headers: await someone.session() });
      return ApiKeyList.parse(await response.json()).keys[0]!.lastUsedAt;
    };
    expect(await lastUsed()).toBeNull();
    await calls.account(used);
    const first = await lastUsed();
    expect(first).not.toBeNull();
    await ask('POST', `${api.url}/v1/session`, {}, { name: 'administrator', password: calls.password }); // forgets what was verified
    await calls.account(used);
    expect(await lastUsed()).toBe(first);
    const before = new Date(Date.now() - 61_000);
    await people.database.query.updateTable('api_keys').set({ last_used_at: before }).execute();
    await waitUntil(
      async () => {
        await calls.account(used);
        return (await lastUsed()) !== before.toISOString();
      },
      { what: 'the key to be looked up again' },
    );
  });
});
