import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePerson, findByName, replacePassword } from '../src/people/people-store.ts';
import { ask } from './support/ask.ts';
import type { Credential } from './support/people.ts';
import { openPeopleStage, type PeopleStage } from './support/people-stage.ts';

const ownPassword = 'a long walk by the sea';

let stage: PeopleStage;
beforeAll(async () => {
  stage = await openPeopleStage();
});
afterAll(() => stage?.close());

describe('a person', () => {
  it('may do nothing with a given password but choose another, and then what the role may', async () => {
    const { api, calls } = stage;
    const { person, password: given } = await calls.addPerson('officer');
    const session = await calls.signedIn(person.name, given);
    expect(await calls.account(session)).toMatchObject({
      mustChangePassword: true,
      permissions: ['account:own'],
    });
    expect((await ask('GET', `${api.url}/v1/batches`, session)).code).toBe('not-allowed');
    for (const bad of ['short', 'aaaaaaaaaaaaaaaa', `${person.name} and more`]) {
      expect((await calls.changePassword(session, given, bad)).code).toBe('password-unsuitable');
    }
    expect((await calls.changePassword(session, 'wrong', ownPassword)).code).toBe('sign-in-failed');
    expect((await calls.changePassword(session, given, ownPassword)).status).toBe(204);
    expect((await ask('GET', `${api.url}/v1/batches`, session)).status).toBe(200);
    expect((await calls.signIn(person.name, given)).status).toBe(401);
  });

  it('who changes the password ends all other sessions at once', async () => {
    const { calls } = stage;
    const { person, password: given } = await calls.addPerson('analyst');
    const [one, two] = [await calls.signedIn(person.name, given), await calls.signedIn(person.name, given)];
    expect(await calls.account(two)).toBeDefined();
    expect((await calls.changePassword(one, given, ownPassword)).status).toBe(204);
    expect([await calls.account(one), await calls.account(two)]).toEqual([expect.anything(), undefined]);
  });

  it('whose password is reset has no session and no key from that moment, and who is disabled none until enabled again', async () => {
    const { api, people, calls } = stage;
    const someone = await people.add('analyst');
    const [session, ownKey] = [await someone.session(), await someone.key()];
    expect(await calls.account(session)).toBeDefined();
    expect((await ask('POST', `${api.url}/v1/people/${someone.id}/password`, calls.localKey())).status).toBe(
      200,
    );
    expect([await calls.account(session), await calls.account(ownKey)]).toEqual([undefined, undefined]);
    const another = await people.add('analyst');
    const [laterSession, laterKey] = [await another.session(), await another.key()];
    await calls.patchPerson(another.id, { isDisabled: true });
    expect([await calls.account(laterSession), await calls.account(laterKey)]).toEqual([
      undefined,
      undefined,
    ]);
    await calls.patchPerson(another.id, { isDisabled: false });
    expect([await calls.account(laterSession), await calls.account(laterKey)]).toEqual([
      undefined,
      expect.anything(),
    ]);
  });

  it('whose password was reset a moment before does not change it by the one before', async () => {
    const { api, people, calls } = stage;
    const { person } = await calls.addPerson('officer');
    const { query } = people.database;
    const { password_hash: verified } = await findByName(query, person.name).then((row) => row!);
    expect((await ask('POST', `${api.url}/v1/people/${person.id}/password`, calls.localKey())).status).toBe(
      200,
    );
    expect(await replacePassword(query, person.id, { verified, next: 'another hash' })).toBe(false);
    expect((await findByName(query, person.name))?.password_hash).not.toBe('another hash');
  });

  it('whose role is changed may do from that moment what the new one may, by session and by key', async () => {
    const { api, people, calls } = stage;
    const someone = await people.add('analyst');
    const credentials = [await someone.session(), await someone.key()];
    const operations = async (credential: Credential) =>
      (await ask('GET', `${api.url}/v1/operations`, credential)).status;
    for (const credential of credentials) expect(await operations(credential)).toBe(200);
    await calls.patchPerson(someone.id, { role: 'officer' });
    for (const credential of credentials) expect(await operations(credential)).toBe(403);
  });

  it('who is the last administrator stays one, also where two take it from each other at the same time', async () => {
    const { api, people, calls } = stage;
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
      const answer = await ask('PATCH', `${api.url}/v1/people/${last!.id}`, calls.localKey(), change);
      expect(answer).toEqual({ status: 409, code: 'last-administrator' });
    }
    await enable(others);
  });

  it('has a name of its own, whatever its capitals', async () => {
    const { api, calls } = stage;
    const { person } = await calls.addPerson('officer');
    const again = { name: person.name.toUpperCase(), role: 'officer' };
    expect((await ask('POST', `${api.url}/v1/people`, calls.localKey(), again)).code).toBe('person-exists');
    for (const name of ['', 'x', 'two words', 'a'.repeat(65), '<b>']) {
      expect(
        (await ask('POST', `${api.url}/v1/people`, calls.localKey(), { name, role: 'officer' })).code,
      ).toBe('bad-request');
    }
  });
});
