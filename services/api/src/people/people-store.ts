import { randomUUID } from 'node:crypto';
import type { Person, Role } from '@bora/contracts';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { PeopleTables } from './people-tables.ts';
import { endSessionsOf } from './sessions.ts';

type Row = Selectable<PeopleTables['people']>;

export interface NewPersonRow {
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
}

/** Throws `person-exists`. */
export async function addPerson(database: Kysely<Tables>, person: NewPersonRow): Promise<Person> {
  const row = await database
    .insertInto('people')
    .values({
      id: randomUUID(),
      name: person.name,
      role: person.role,
      password_hash: person.passwordHash,
      must_change_password: person.mustChangePassword,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new ApiProblem('person-exists', 'Choose another name.', { fields: ['name'] });
  return personView(row);
}

export async function listPeople(database: Kysely<Tables>): Promise<Person[]> {
  return (await database.selectFrom('people').selectAll().orderBy('name').execute()).map(personView);
}

export function findByName(database: Kysely<Tables>, name: string): Promise<Row | undefined> {
  return database.selectFrom('people').selectAll().where('name', '=', name).executeTakeFirst();
}

/** Throws `person-not-found`. */
export async function readPerson(database: Kysely<Tables>, id: string): Promise<Row> {
  const row = await database.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? personNotFound();
}

/**
 * Disabling ends all sessions. Throws `person-not-found`; `last-administrator` where nobody would be left who manages
 * people.
 */
export function changePerson(
  database: Kysely<Tables>,
  id: string,
  { role, isDisabled }: { role?: Role | undefined; isDisabled?: boolean | undefined },
): Promise<Person> {
  return database.transaction().execute(async (transaction) => {
    // Two administrators who disable each other at the same time wait for each other here.
    await sql`lock table people in share row exclusive mode`.execute(transaction);
    const row = await transaction
      .updateTable('people')
      .set({
        ...(role === undefined ? {} : { role }),
        ...(isDisabled === undefined
          ? {}
          : { disabled_at: isDisabled ? sql<Date>`coalesce(disabled_at, now())` : null }),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (!row) return personNotFound();
    await assertAdministratorLeft(transaction);
    if (row.disabled_at !== null) await endSessionsOf(transaction, id);
    return personView(row);
  });
}

/** Gives a new password, whatever the one before was. Throws `person-not-found`. */
export async function setPassword(
  database: Kysely<Tables>,
  id: string,
  passwordHash: string,
  mustChangePassword: boolean,
): Promise<Person> {
  const row = await database
    .updateTable('people')
    .set({ password_hash: passwordHash, must_change_password: mustChangePassword })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? personView(row) : personNotFound();
}

/** Puts a new password in the place of the one that was verified; `false` where that is another by now. */
export async function replacePassword(
  database: Kysely<Tables>,
  id: string,
  { verified, next }: { readonly verified: string; readonly next: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('people')
    .set({ password_hash: next, must_change_password: false })
    .where('id', '=', id)
    .where('password_hash', '=', verified)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

async function assertAdministratorLeft(transaction: Transaction<Tables>): Promise<void> {
  const left = await transaction
    .selectFrom('people')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .limit(1)
    .execute();
  if (left.length > 0) return;
  throw new ApiProblem('last-administrator', 'Make somebody else an administrator first.');
}

export function personView(row: Row): Person {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    isDisabled: row.disabled_at !== null,
    mustChangePassword: row.must_change_password,
    createdAt: row.created_at.toISOString(),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  };
}

function personNotFound(): never {
  throw new ApiProblem('person-not-found', 'There is no person with this id.');
}
