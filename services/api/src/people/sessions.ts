import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { secretHash } from './api-key-text.ts';
import { type Principal, sessionPermissions } from './principal.ts';
import type { Verified } from './verified-principals.ts';

/** How long a session lasts. */
export interface SessionLimits {
  /** Without a request. */
  readonly idleMinutes: number;
  /** From signing in, whatever happens. */
  readonly hours: number;
}

const tokenBytes = 32;
const minuteMs = 60_000;

/**
 * Begins a session and answers its token, which is kept as a hash only; `undefined` where the person was disabled or
 * the password changed in this moment.
 */
export async function beginSession(
  database: Kysely<Tables>,
  { id, password_hash }: { readonly id: string; readonly password_hash: string },
): Promise<string | undefined> {
  const token = randomBytes(tokenBytes).toString('base64url');
  // The lock waits for whoever changes the person, and then looks again.
  const { numAffectedRows } = await sql`
    insert into sessions (token_hash, person_id)
    select ${secretHash(token)}, id from people
    where id = ${id} and password_hash = ${password_hash} and disabled_at is null for share`.execute(
    database,
  );
  return numAffectedRows === 1n ? token : undefined;
}

/** Whose session a token is. Throws `session-ended`. */
export async function verifySession(
  database: Kysely<Tables>,
  token: string,
  limits: SessionLimits,
): Promise<Verified> {
  const found = await database
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .where('token_hash', '=', secretHash(token))
    .where('disabled_at', 'is', null)
    .select(['person_id', 'name', 'role', 'must_change_password', 'seen_at', 'sessions.created_at'])
    .executeTakeFirst();
  const endsAtMs = found ? found.created_at.getTime() + limits.hours * 60 * minuteMs : 0;
  const isIdle = found && Date.now() - found.seen_at.getTime() > limits.idleMinutes * minuteMs;
  if (!found || isIdle || Date.now() > endsAtMs) {
    throw new ApiProblem('session-ended', 'The session has ended. Sign in again.');
  }
  if (Date.now() - found.seen_at.getTime() > minuteMs) await markSeen(database, token);
  const principal: Principal = {
    personId: found.person_id,
    name: found.name,
    role: found.role,
    permissions: sessionPermissions(found.role, found.must_change_password),
    mustChangePassword: found.must_change_password,
    via: 'session',
    allowance: `person:${found.person_id}`,
  };
  return { principal, endsAtMs };
}

async function markSeen(database: Kysely<Tables>, token: string): Promise<void> {
  await database
    .updateTable('sessions')
    .set({ seen_at: sql`now()` })
    .where('token_hash', '=', secretHash(token))
    .execute();
}

export async function endSession(database: Kysely<Tables>, token: string): Promise<void> {
  await database.deleteFrom('sessions').where('token_hash', '=', secretHash(token)).execute();
}

/** Ends all sessions of a person, but for the one of `exceptToken`. */
export async function endSessionsOf(
  database: Kysely<Tables>,
  personId: string,
  exceptToken?: string,
): Promise<void> {
  let sessions = database.deleteFrom('sessions').where('person_id', '=', personId);
  if (exceptToken !== undefined) sessions = sessions.where('token_hash', '!=', secretHash(exceptToken));
  await sessions.execute();
}

/** Removes what nobody can use any more. */
export async function removeEndedSessions(
  database: Kysely<Tables>,
  { idleMinutes, hours }: SessionLimits,
): Promise<void> {
  await database
    .deleteFrom('sessions')
    .where(({ eb, or }) =>
      or([
        eb('seen_at', '<', new Date(Date.now() - idleMinutes * minuteMs)),
        eb('created_at', '<', new Date(Date.now() - hours * 60 * minuteMs)),
      ]),
    )
    .execute();
}
