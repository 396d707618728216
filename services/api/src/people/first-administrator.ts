import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { passwordLength } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Tables } from '../database/tables.ts';
import { generatePassword, hashPassword } from './passwords.ts';
import { addPerson } from './people-store.ts';

export const firstAdministrator = 'administrator';

/** The file for the first administrator's password cannot be used. */
export class AdministratorPasswordError extends Error {
  override readonly name = 'AdministratorPasswordError';
}

/**
 * Makes the administrator, where there are no people yet: with the password that stands in the file, or with one that
 * is made and written there (mode 0600). Of several apis that start at once one does it.
 *
 * @throws AdministratorPasswordError
 */
export async function ensureAdministrator(database: Kysely<Tables>, file: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.firstAdministrator)})`.execute(
      transaction,
    );
    const known = await transaction.selectFrom('people').select('id').limit(1).execute();
    if (known.length > 0) return;
    const password = await givenOrMade(file);
    await addPerson(transaction, {
      name: firstAdministrator,
      role: 'administrator',
      passwordHash: await hashPassword(password),
      mustChangePassword: false,
    });
  });
}

async function givenOrMade(file: string): Promise<string> {
  const given = await read(file);
  if (given !== undefined) return given;
  const password = generatePassword();
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new AdministratorPasswordError(
      "The first administrator's password cannot be written: see ADMINISTRATOR_PASSWORD_FILE.",
      { cause: error },
    );
  }
  return password;
}

async function read(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AdministratorPasswordError('ADMINISTRATOR_PASSWORD_FILE cannot be read.', { cause: error });
  }
  if (text.length >= passwordLength.minimum && text.length <= passwordLength.maximum) return text;
  const { minimum, maximum } = passwordLength;
  throw new AdministratorPasswordError(
    `ADMINISTRATOR_PASSWORD_FILE must hold a password of ${minimum} to ${maximum} characters.`,
  );
}
