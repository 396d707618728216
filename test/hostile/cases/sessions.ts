import { randomBytes } from 'node:crypto';
import { Account } from '@bora/contracts';
import { outcomeOfResponse } from '../answer.ts';
import { bombMs, type HostileCase } from '../hostile-case.ts';
import { peopleOf } from '../people.ts';
import { call, cookieOf, type Headers, outcomes, signIn } from '../session-calls.ts';

/** Whoever has, or makes up, a cookie or a key. */
export const sessions: readonly HostileCase[] = [
  {
    name: 'session-fixation',
    sends: "a cookie of the attacker's choice, then a person signs in",
    outcome: '200, another token; the one before: 401 session-ended',
    withinMs: 10_000,
    attack: async (target) => {
      const person = await peopleOf(target).administrator();
      const planted = randomBytes(32).toString('base64url');
      const answer = await signIn(target, person.name, person.password, cookieOf(planted));
      Account.parse(await answer.json());
      const token = /bora-session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
      const before = await outcomeOfResponse(await call(target, 'GET', '/v1/session', cookieOf(planted)));
      return `${answer.status}, ${token && token !== planted ? 'another token' : 'the same'}; the one before: ${before}`;
    },
  },
  {
    name: 'session-tampered',
    sends: 'the cookie of a session with one character changed, longer, signed by nobody, twice',
    outcome: '401 not-signed-in × 2, 401 session-ended × 2',
    withinMs: 10_000,
    attack: async (target) => {
      const token = await peopleOf(target).session();
      const changed = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;
      const forged = `${changed}; bora-session=${token}`;
      const cookies = [changed, `${token}x`, `s:${token}.forged`, forged];
      return outcomes(cookies.length, (index) =>
        call(target, 'GET', '/v1/session', cookieOf(cookies[index]!)),
      );
    },
  },
  {
    name: 'cookie-12kb',
    sends: 'a thousand cookies',
    outcome: '401 not-signed-in × 1',
    withinMs: bombMs,
    attack: (target) => {
      const cookie = Array.from({ length: 1_000 }, (_, index) => `c${index}=x`).join('; ');
      return outcomes(1, () => call(target, 'GET', '/v1/session', { cookie }));
    },
  },
  {
    name: 'forged-page',
    sends: "a person's cookie from the page of another site, from none, and from a sandboxed one",
    outcome: '403 origin-not-allowed × 3',
    withinMs: 10_000,
    attack: async (target) => {
      const cookie = cookieOf(await peopleOf(target).session());
      const origins: Headers[] = [{ origin: 'https://stranger.example' }, {}, { origin: 'null' }];
      return outcomes(origins.length, (index) =>
        call(
          target,
          'POST',
          '/v1/people',
          { ...cookie, ...origins[index] },
          { name: 'mallory', role: 'administrator' },
        ),
      );
    },
  },
  {
    name: 'key-forged',
    sends: 'keys that nobody has: with a right checksum, unsigned JSON web tokens, SQL, of 10 KB',
    outcome: '401 key-invalid × 4',
    withinMs: bombMs,
    attack: (target) => {
      const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"role":"administrator"}').toString('base64url')}.`;
      const keys = [`bora_${'0'.repeat(40)}e61cf02e`, none, "'or'1'='1", 'k'.repeat(10_000)];
      return outcomes(keys.length, (index) =>
        call(target, 'GET', '/v1/people', { authorization: `Bearer ${keys[index]}` }),
      );
    },
  },
];
