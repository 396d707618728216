import { expect, it } from 'vitest';
import { DatabaseUnreachableError } from '../src/database/is-database-failure.ts';
import { ApiProblem } from '../src/errors.ts';
import type { Principal } from '../src/people/principal.ts';
import { createVerifiedPrincipals, type Verified } from '../src/people/verified-principals.ts';

const principal: Principal = {
  personId: 'p',
  name: 'olga',
  role: 'officer',
  permissions: new Set(),
  mustChangePassword: false,
  via: 'key',
  allowance: 'key:test',
};

/** What is believed, by a clock that the test moves. */
function believing(endsAtMs = Number.POSITIVE_INFINITY) {
  let nowMs = 0;
  let asked = 0;
  let answer: () => Promise<Verified> = async () => ({ principal, endsAtMs });
  const verified = createVerifiedPrincipals(() => nowMs);
  return {
    get: () =>
      verified.get('key', () => {
        asked += 1;
        return answer();
      }),
    forget: () => verified.forget(),
    after: (ms: number) => {
      nowMs += ms;
    },
    answer: (next: () => Promise<Verified>) => {
      answer = next;
    },
    asked: () => asked,
  };
}

const revoked = async () => {
  throw new ApiProblem('key-invalid', 'revoked');
};
const away = async () => {
  throw new DatabaseUnreachableError('away');
};

it('a credential is looked up once in three seconds, however many ask', async () => {
  const { get, after, asked } = believing();
  await Promise.all(Array.from({ length: 50 }, get));
  after(2_999);
  await get();
  expect(asked()).toBe(1);
  after(1);
  await get();
  expect(asked()).toBe(2);
});

it('a revocation by another process takes effect within five seconds', async () => {
  const { get, after, answer } = believing();
  await get();
  answer(revoked);
  after(5_000);
  await expect(get()).rejects.toThrow('revoked');
});

it('a revocation in this process takes effect at once, also while a look-up is under way', async () => {
  const { get, answer, forget } = believing();
  await get();
  forget();
  let finish: (verified: Verified) => void = () => {};
  answer(
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
  const early = get();
  forget();
  answer(revoked);
  const late = get();
  finish({ principal, endsAtMs: Number.POSITIVE_INFINITY });
  expect(await early).toBe(principal);
  await expect(late).rejects.toThrow('revoked');
  await expect(get()).rejects.toThrow('revoked');
});

it('an end that was known is kept to without asking', async () => {
  const { get, after, answer } = believing(1_000);
  await get();
  answer(revoked);
  after(1_001);
  await expect(get()).rejects.toThrow('revoked');
});

it('while the database is away a credential goes on for two minutes, to the end that was known, and no longer', async () => {
  const { get, after, answer } = believing();
  await get();
  answer(away);
  after(120_000);
  expect(await get()).toBe(principal);
  after(3_001);
  await expect(get()).rejects.toThrow('away');
  const short = believing(60_000);
  await short.get();
  short.answer(away);
  short.after(60_001);
  await expect(short.get()).rejects.toThrow('away');
});
