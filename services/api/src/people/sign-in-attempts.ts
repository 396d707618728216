import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';

/** Failed attempts are forgotten, and a lock ends, so long after the last one that counted. */
const windowMinutes = 15;
/** A person from one address; a person from anywhere; an address for anybody. */
const limits = { pair: 5, name: 50, address: 100 } as const;

interface Subject {
  readonly hash: Buffer;
  readonly limit: number;
}

/**
 * Counts an attempt before its password is looked at, so that many at once are counted too. A name that nobody has
 * is counted as any other.
 *
 * @throws ApiProblem `sign-in-locked` with the time to wait.
 */
export async function countAttempt(database: Kysely<Tables>, name: string, address: string): Promise<void> {
  for (const { hash, limit } of subjects(name, address)) {
    const { attempts, seconds } = await count(database, hash, limit);
    if (attempts <= limit) continue;
    throw new ApiProblem('sign-in-locked', 'Wait before the next attempt, or ask an administrator.', {
      retryAfterSeconds: Math.max(1, Math.ceil(seconds)),
    });
  }
}

const Counted = z.object({ attempts: z.int(), seconds: z.coerce.number() });

/** One more than the limit is locked, and what is locked is not prolonged by further attempts. */
async function count(database: Kysely<Tables>, hash: Buffer, limit: number) {
  const { rows } = await sql`
    insert into sign_in_attempts as known (subject, attempts, last_at) values (${hash}, 1, now())
    on conflict (subject) do update set
      attempts = case when known.last_at < now() - make_interval(mins => ${windowMinutes}) then 1
        else least(known.attempts, ${limit}) + 1 end,
      last_at = case when known.attempts >= ${limit}
        and known.last_at >= now() - make_interval(mins => ${windowMinutes}) then known.last_at else now() end
    returning attempts,
      extract(epoch from last_at + make_interval(mins => ${windowMinutes}) - now()) as seconds`.execute(
    database,
  );
  return Counted.parse(rows[0]);
}

/** The password was right: its attempt and those before it count no more, but for those of the address. */
export async function forgiveAttempts(
  database: Kysely<Tables>,
  name: string,
  address: string,
): Promise<void> {
  const [pair, ofName, ofAddress] = subjects(name, address);
  const forgiven = [pair!.hash, ofName!.hash];
  await database.deleteFrom('sign_in_attempts').where('subject', 'in', forgiven).execute();
  await database
    .updateTable('sign_in_attempts')
    .set({ attempts: sql`attempts - 1` })
    .where('subject', '=', ofAddress!.hash)
    .execute();
  const yesterday = new Date(Date.now() - 86_400_000);
  await database.deleteFrom('sign_in_attempts').where('last_at', '<', yesterday).execute();
}

function subjects(name: string, address: string): Subject[] {
  const hashOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest();
  return [
    { hash: hashOf('pair', name, address), limit: limits.pair },
    { hash: hashOf('name', name), limit: limits.name },
    { hash: hashOf('address', address), limit: limits.address },
  ];
}
