import { randomBytes, randomUUID } from 'node:crypto';
import { Account } from '@bora/contracts';
import { outcomeOfResponse, tally } from '../answer.ts';
import { bombMs, type HostileCase } from '../hostile-case.ts';
import { peopleOf } from '../people.ts';
import type { Target } from '../target.ts';

type Headers = Readonly<Record<string, string>>;

const json = { 'content-type': 'application/json', 'x-anonymous': 'yes' };

function signIn(target: Target, name: string, password: string, headers: Headers = {}): Promise<Response> {
  const body = JSON.stringify({ name, password });
  return fetch(`${target.url}/v1/session`, { method: 'POST', body, headers: { ...json, ...headers } });
}

const call = (target: Target, method: string, path: string, headers: Headers, body?: unknown) =>
  fetch(`${target.url}${path}`, {
    method,
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const cookieOf = (token: string): Headers => ({ cookie: `bora-session=${token}` });
const megabyte = 1_000_000;

async function outcomes(count: number, ask: (index: number) => Promise<Response>): Promise<string> {
  const met = await Promise.all(
    Array.from({ length: count }, async (_, index) => outcomeOfResponse(await ask(index))),
  );
  return [...tally(met)]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([outcome, times]) => `${outcome} × ${times}`)
    .join(', ');
}

/** Whoever wants in. */
export const signingIn: readonly HostileCase[] = [
  {
    name: 'sign-in-name-1mb',
    sends: 'a name of 1 MB',
    outcome: '413 upload-too-large',
    withinMs: bombMs,
    isFast: true,
    attack: async (target) => outcomeOfResponse(await signIn(target, 'n'.repeat(megabyte), 'p')),
  },
  {
    name: 'sign-in-password-1mb',
    sends: 'a password of 1 MB, which would take long to hash',
    outcome: '413 upload-too-large',
    withinMs: bombMs,
    attack: async (target) => outcomeOfResponse(await signIn(target, 'administrator', 'p'.repeat(megabyte))),
  },
  {
    name: 'sign-in-sql',
    sends: "the name ' or '1'='1' --",
    outcome: '401 sign-in-failed',
    withinMs: bombMs,
    attack: async (target) => outcomeOfResponse(await signIn(target, "' or '1'='1' --", "' or '1'='1")),
  },
  {
    name: 'sign-in-objects',
    sends: 'an object in place of a password, and one field more',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: async (target) => {
      const body = { name: 'administrator', password: { $ne: null }, role: 'administrator' };
      return outcomeOfResponse(await call(target, 'POST', '/v1/session', {}, body));
    },
  },
  {
    name: 'sign-in-guesses-50',
    sends: '50 guesses of one password at once',
    outcome: '401 sign-in-failed × 5, 429 sign-in-locked × 45',
    withinMs: 15_000,
    isFast: true,
    attack: (target) => {
      const name = `nobody-${randomUUID()}`;
      return outcomes(50, (index) => signIn(target, name, `guess-${index}`));
    },
  },
  {
    name: 'session-fixation',
    sends: "a cookie of the attacker's choice, then a person signs in",
    outcome: '200, another token; the one before: 401 session-ended',
    withinMs: 10_000,
    isFast: true,
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
    isFast: true,
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
    isFast: true,
    attack: (target) => {
      const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"role":"administrator"}').toString('base64url')}.`;
      const keys = [`bora_${'0'.repeat(40)}e61cf02e`, none, "'or'1'='1", 'k'.repeat(10_000)];
      return outcomes(keys.length, (index) =>
        call(target, 'GET', '/v1/people', { authorization: `Bearer ${keys[index]}` }),
      );
    },
  },
  {
    name: 'sign-in-guesses-150',
    sends: '150 guesses at as many names from one address at once',
    outcome: 'no more than 100 passwords were looked at, the rest 429 sign-in-locked',
    withinMs: 60_000,
    attack: async (target) => {
      const met = await Promise.all(
        Array.from({ length: 150 }, async (_, index) =>
          outcomeOfResponse(await signIn(target, `nobody-${index}-${randomUUID()}`, 'guess')),
        ),
      );
      const counts = tally(met);
      const looked = counts.get('401 sign-in-failed') ?? 0;
      const isRest = looked + (counts.get('429 sign-in-locked') ?? 0) === met.length;
      return looked <= 100 && isRest
        ? 'no more than 100 passwords were looked at, the rest 429 sign-in-locked'
        : [...counts].join('; ');
    },
  },
];
