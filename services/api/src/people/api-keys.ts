import { randomUUID } from 'node:crypto';
import { type ApiKey, type Permission, personalPermissions, type Role } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { generateKey, isKeyText, keyPrefix, secretHash } from './api-key-text.ts';
import { keyPermissions, localKeyPermissions, type Principal } from './principal.ts';
import type { Verified } from './verified-principals.ts';

export interface NewKey {
  readonly personId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expiresAt: Date;
  readonly isLocal?: boolean;
}

const minuteMs = 60_000;

/** Makes a key and answers it; only its hash and its first characters are kept. */
export async function makeKey(database: Kysely<Tables>, key: NewKey): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const text = generateKey();
  await database
    .insertInto('api_keys')
    .values({
      id,
      person_id: key.personId,
      name: key.name,
      prefix: keyPrefix(text),
      key_hash: secretHash(text),
      permissions: [...key.permissions],
      is_local: key.isLocal ?? false,
      expires_at: key.expiresAt,
    })
    .execute();
  return { id, key: text };
}

/** Whose key a text is and what it may do. Throws `key-invalid`. */
export async function verifyKey(database: Kysely<Tables>, text: string): Promise<Verified> {
  const found = isKeyText(text) ? await findKey(database, text) : undefined;
  if (!found) throw keyInvalid('The API key is not known. See the list of your keys.');
  if (found.revoked_at !== null) throw keyInvalid(`The API key ${found.prefix}… was revoked.`);
  if (found.expires_at.getTime() <= Date.now()) throw keyInvalid(`The API key ${found.prefix}… has expired.`);
  if (found.disabled_at !== null) throw keyInvalid('The person of this API key is disabled.');
  const isOld = !found.last_used_at || Date.now() - found.last_used_at.getTime() > minuteMs;
  if (isOld) await markUsed(database, found.id);
  const principal: Principal = {
    personId: found.person_id,
    name: found.person,
    role: found.role,
    permissions: permissionsOf(found),
    mustChangePassword: false,
    via: 'key',
    allowance: found.is_local ? null : `key:${found.id}`,
  };
  return { principal, endsAtMs: found.expires_at.getTime() };
}

function permissionsOf(key: { role: Role; is_local: boolean; permissions: readonly Permission[] }) {
  return key.is_local ? localKeyPermissions(key.role) : keyPermissions(key.role, key.permissions);
}

function findKey(database: Kysely<Tables>, text: string) {
  return database
    .selectFrom('api_keys')
    .innerJoin('people', 'people.id', 'api_keys.person_id')
    .where('key_hash', '=', secretHash(text))
    .selectAll('api_keys')
    .select(['people.name as person', 'people.role', 'people.disabled_at'])
    .executeTakeFirst();
}

async function markUsed(database: Kysely<Tables>, id: string): Promise<void> {
  await database.updateTable('api_keys').set({ last_used_at: sql`now()` }).where('id', '=', id).execute();
}

/** Keys of one person, or everybody's; newest first. */
export async function listKeys(database: Kysely<Tables>, personId?: string): Promise<ApiKey[]> {
  let keys = database
    .selectFrom('api_keys')
    .innerJoin('people', 'people.id', 'api_keys.person_id')
    .selectAll('api_keys')
    .select(['people.name as person', 'people.role'])
    .orderBy('api_keys.created_at', 'desc');
  if (personId !== undefined) keys = keys.where('person_id', '=', personId);
  return (await keys.execute()).map((key) => ({
    id: key.id,
    name: key.name,
    owner: key.person,
    prefix: key.prefix,
    permissions: [...permissionsOf(key)],
    createdAt: key.created_at.toISOString(),
    expiresAt: key.expires_at.toISOString(),
    lastUsedAt: key.last_used_at?.toISOString() ?? null,
    revokedAt: key.revoked_at?.toISOString() ?? null,
  }));
}

/** Revokes a key, of this person where one is given. Throws `key-not-found`; a revoked one stays as it is. */
export async function revokeKey(database: Kysely<Tables>, id: string, personId?: string): Promise<void> {
  let change = database
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('id', '=', id);
  if (personId !== undefined) change = change.where('person_id', '=', personId);
  const { numUpdatedRows } = await change.executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new ApiProblem('key-not-found', 'There is no API key with this id.');
}

/** Revokes what keys a person has, but for the one that the api made for this machine. */
export async function revokeKeysOf(database: Kysely<Tables>, personId: string): Promise<void> {
  await database
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`now()` })
    .where('person_id', '=', personId)
    .where('is_local', '=', false)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Throws `not-allowed` where a key would be allowed more than its maker, or what takes a person. */
export function assertGrantable(maker: Principal, wanted: readonly Permission[]): void {
  const grantable = keyPermissions(maker.role, [...maker.permissions]);
  const tooMuch = wanted.filter((permission) => !grantable.has(permission));
  if (tooMuch.length === 0) return;
  const why = tooMuch.every((permission) => personalPermissions.includes(permission))
    ? 'which take a person'
    : 'which you may not do yourself or take a person';
  throw new ApiProblem('not-allowed', `A key cannot be given ${tooMuch.join(', ')}, ${why}.`, {
    fields: ['permissions'],
  });
}

function keyInvalid(message: string): ApiProblem {
  return new ApiProblem('key-invalid', message);
}
