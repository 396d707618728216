import { randomUUID } from 'node:crypto';
import { outcomeOfResponse, tally } from '../answer.ts';
import { bombMs, type HostileCase } from '../hostile-case.ts';
import { call, outcomes, signIn } from '../session-calls.ts';

const megabyte = 1_000_000;

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
    attack: (target) => {
      const name = `nobody-${randomUUID()}`;
      return outcomes(50, (index) => signIn(target, name, `guess-${index}`));
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
