import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../src/people/sign-in.ts';
import { openPeopleStage, type PeopleStage } from './support/people-stage.ts';

let stage: PeopleStage;
beforeAll(async () => {
  stage = await openPeopleStage();
});
afterAll(() => stage?.close());

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use, and that goes by TLS alone where the page did', async () => {
    const { api, calls } = stage;
    const plain = (await calls.signIn('administrator', calls.password)).headers.get('set-cookie');
    expect(plain).toMatch(/^bora-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const host = new URL(api.url).host;
    const response = await calls.signIn('administrator', calls.password, { origin: `https://${host}` });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Strict$/);
  });

  it('takes no session that was there before: its token is new each time and the one before is void', async () => {
    const { api, calls } = stage;
    const planted = { cookie: `bora-session=${'P'.repeat(43)}`, origin: api.url };
    const first = await calls.signedIn('administrator', calls.password, planted);
    expect(first.cookie).not.toBe(planted.cookie);
    expect(await calls.account(planted)).toBeUndefined();
    const second = await calls.signedIn('administrator', calls.password, first);
    expect(await calls.account(first)).toBeUndefined();
    expect((await calls.account(second))?.name).toBe('administrator');
  });

  it('by a page of another site is refused', async () => {
    const { calls } = stage;
    const response = await calls.signIn('administrator', calls.password, {
      origin: 'https://stranger.example',
    });
    expect(response.status).toBe(403);
  });

  it('answers the same to an unknown name, a wrong password and a disabled person', async () => {
    const { calls } = stage;
    const { person, password: given } = await calls.addPerson('officer');
    await calls.patchPerson(person.id, { isDisabled: true });
    const answers = await Promise.all(
      [
        ['nobody-at-all', 'x'],
        [person.name, 'x'],
        [person.name, given],
      ].map(async ([name, word]) => {
        const response = await calls.signIn(name!, word!);
        const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
        return [response.status, body];
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]![0]).toBe(401);
  });

  it('costs as much where there is no such person', async () => {
    const { people, calls } = stage;
    const { person } = await calls.addPerson('officer');
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
      const { people, calls } = stage;
      const { person, password: given } = await calls.addPerson('officer');
      const name = which === 'known' ? person.name : `nobody-${randomUUID()}`;
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 5; attempt += 1)
        statuses.push((await calls.signIn(name, 'wrong')).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401]);
      const locked = await calls.signIn(name.toUpperCase(), given);
      expect(locked.status).toBe(429);
      expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
      await people.database.query
        .updateTable('sign_in_attempts')
        .set({ last_at: new Date(Date.now() - 15 * 60_000) })
        .execute();
      expect((await calls.signIn(name, given)).status).toBe(which === 'known' ? 200 : 401);
    },
  );

  it('counts attempts that are made at the same time: no more than five passwords are looked at', async () => {
    const { calls } = stage;
    const { person } = await calls.addPerson('officer');
    const responses = await Promise.all(Array.from({ length: 20 }, () => calls.signIn(person.name, 'wrong')));
    expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(15);
  });
});
