import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { makeKey, verifyKey } from './api-keys.ts';

const dayMs = 86_400_000;
const lifeDays = 90;
/** A key that ends sooner is replaced. */
const leftDays = 30;

/**
 * Makes sure that a file holds a key of an administrator's, readable by its owner alone, for the commands on this
 * machine. Does nothing where nobody manages people.
 */
export async function ensureLocalKey(database: Kysely<Tables>, file: string): Promise<void> {
  if (await isGood(database, file)) return chmod(file, 0o600);
  const administrator = await database
    .selectFrom('people')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .executeTakeFirst();
  if (!administrator) return;
  const { key } = await makeKey(database, {
    personId: administrator.id,
    name: 'local key',
    permissions: [],
    expiresAt: new Date(Date.now() + lifeDays * dayMs),
    isLocal: true,
  });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const incoming = `${file}.${process.pid}`;
  await writeFile(incoming, `${key}\n`, { mode: 0o600 });
  await rename(incoming, file);
}

async function isGood(database: Kysely<Tables>, file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    const { principal, endsAtMs } = await verifyKey(database, text.trim());
    return principal.permissions.has('people:manage') && endsAtMs > Date.now() + leftDays * dayMs;
  } catch (error) {
    if (error instanceof ApiProblem) return false;
    throw error;
  }
}
