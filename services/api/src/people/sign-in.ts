import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { assertSuitable, hashPassword, isPassword, nobodysHash } from './passwords.ts';
import { findByName, readPerson, replacePassword } from './people-store.ts';
import type { Principal } from './principal.ts';
import { beginSession, endSessionsOf } from './sessions.ts';
import { countAttempt, forgiveAttempts } from './sign-in-attempts.ts';

interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

/**
 * Begins a session and answers its token. A name that nobody has, a wrong password and a disabled person get the
 * same answer after the same work.
 *
 * @throws ApiProblem `sign-in-failed`, `sign-in-locked`.
 */
export async function signIn(database: Kysely<Tables>, given: Credentials): Promise<string> {
  const name = given.name.trim().toLowerCase();
  await countAttempt(database, name, given.address);
  const person = await findByName(database, name);
  const isRight = await isPassword(person?.password_hash ?? (await nobodysHash()), given.password);
  if (!person || !isRight || person.disabled_at !== null) {
    return refuse();
  }
  await forgiveAttempts(database, name, given.address);
  await database
    .updateTable('people')
    .set({ last_sign_in_at: sql<Date>`now()` })
    .where('id', '=', person.id)
    .execute();
  return (await beginSession(database, person)) ?? refuse();
}

/**
 * Changes the password of the one who asks and ends all other sessions of that person.
 *
 * @throws ApiProblem `sign-in-failed` where the current one is wrong, `sign-in-locked`, `password-unsuitable`.
 */
export async function changeOwnPassword(
  database: Kysely<Tables>,
  { personId, name }: Principal,
  { current, next, address, token }: { current: string; next: string; address: string; token: string },
): Promise<void> {
  await countAttempt(database, name, address);
  const person = await readPerson(database, personId);
  if (!(await isPassword(person.password_hash, current))) {
    throw currentIsWrong();
  }
  await forgiveAttempts(database, name, address);
  assertSuitable(next, name);
  const passwordHash = await hashPassword(next);
  await database.transaction().execute(async (transaction) => {
    const change = { verified: person.password_hash, next: passwordHash };
    if (!(await replacePassword(transaction, personId, change))) throw currentIsWrong();
    await endSessionsOf(transaction, personId, token);
  });
}

function currentIsWrong(): ApiProblem {
  return new ApiProblem('sign-in-failed', 'The current password is wrong.', { fields: ['current'] });
}

function refuse(): never {
  throw new ApiProblem('sign-in-failed', 'Name or password is wrong, or the person is disabled.');
}
