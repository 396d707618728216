import { randomBytes, randomUUID } from 'node:crypto';
import { derivedSubjectKey, subjectHash } from '@bora/audit';
import { type PayloadCipher, type PayloadKeys, wrapKey } from '@bora/batch-store';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import { advisoryLocks } from '../database/advisory-locks.ts';
import { DatabaseUnreachableError } from '../database/is-database-failure.ts';
import type { Tables } from '../database/tables.ts';
import { DatabaseKeyMismatchError } from '../records/assert-payload-key.ts';
import { openKept } from '../records/lost-keys.ts';

/**
 * What the trail holds of the ids by which the lender knows applicants: HMACs under a key of its own, which stands in the
 * database, wrapped by the payload key, and outlives it. Both throw `DatabaseUnreachableError` until it was read.
 */
export interface Subjects {
  /** Of an entry that is written now. */
  hash(applicantId: string): string;
  /** All that entries about the applicant may hold, also those of earlier keys. */
  hashes(applicantId: string): string[];
  /**
   * Once the tables are there: reads the keys, or makes one where there is none.
   * @throws DatabaseKeyMismatchError where there are some and none can be opened, unless the payload key is said to be lost.
   */
  prepare(query: Kysely<Tables>): Promise<void>;
}

/** Keys of this release; each has an id of its own, because one that was lost stays where it is. */
const ownPurpose = 'audit-subject:';
/** Keys under which entries were written before: derived from the payload keys of then. */
const earlierPurpose = 'audit-subject-before:';

interface SubjectKeys extends PayloadKeys {
  readonly cipher: PayloadCipher;
  /** Nobody has the payload key any more with which the keys were wrapped that cannot be opened. */
  readonly isLost: boolean;
}

export function createSubjects(
  { cipher, payloadKey, previousKey, isLost }: SubjectKeys,
  log: Logger,
): Subjects {
  const payloadKeys = previousKey ? [payloadKey, previousKey] : [payloadKey];
  let keys: readonly Buffer[] = [];

  function known(): readonly [Buffer, ...Buffer[]] {
    const [current, ...earlier] = keys;
    if (!current) throw new DatabaseUnreachableError('The key of the subjects was not read yet.');
    return [current, ...earlier];
  }

  return {
    hash: (applicantId) => subjectHash(known()[0], applicantId),
    hashes: (applicantId) => known().map((key) => subjectHash(key, applicantId)),
    async prepare(query) {
      keys = await query.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.subjects)})`.execute(transaction);
        const { own, earlier, closed } = await readKeys(transaction, cipher);
        if (own.length === 0 && closed.length > 0 && !isLost)
          throw new DatabaseKeyMismatchError(closed.length);
        if (closed.length > 0)
          log.warn(
            { purposes: closed },
            'entries of the audit trail under these keys are found by no applicant',
          );
        if (own.length > 0) return [...own, ...earlier];
        const made = await keepKey(transaction, cipher, ownPurpose, randomBytes(32));
        return [made, ...(await keepEarlier(transaction, cipher, payloadKeys)), ...earlier];
      });
    },
  };
}

/** Those that can be opened, the newest first, and the names of those that cannot: a lost payload key wrapped them. */
async function readKeys(
  query: Kysely<Tables>,
  cipher: PayloadCipher,
): Promise<{ own: Buffer[]; earlier: Buffer[]; closed: string[] }> {
  const rows = await query
    .selectFrom('data_keys')
    .select(['purpose', 'wrapped'])
    .where((is) =>
      is.or([is('purpose', 'like', `${ownPurpose}%`), is('purpose', 'like', `${earlierPurpose}%`)]),
    )
    .orderBy('created_at', 'desc')
    .execute();
  const keys = rows.map(({ purpose, wrapped }) => ({ purpose, key: openKept(cipher, wrapped, purpose) }));
  const keysOf = (prefix: string) =>
    keys.flatMap(({ purpose, key }) => (key && purpose.startsWith(prefix) ? [key] : []));
  const closed = keys.filter(({ key }) => !key).map(({ purpose }) => purpose);
  return { own: keysOf(ownPurpose), earlier: keysOf(earlierPurpose), closed };
}

/** A trail of an earlier release holds subjects under keys that the payload keys gave: they are kept while these are known. */
async function keepEarlier(
  query: Kysely<Tables>,
  cipher: PayloadCipher,
  payloadKeys: readonly Uint8Array[],
): Promise<Buffer[]> {
  const { rows } = await sql`select 1 from audit_entries where subject is not null limit 1`.execute(query);
  if (rows.length === 0) return [];
  const kept: Buffer[] = [];
  for (const payloadKey of payloadKeys)
    kept.push(await keepKey(query, cipher, earlierPurpose, derivedSubjectKey(payloadKey)));
  return kept;
}

async function keepKey(
  query: Kysely<Tables>,
  cipher: PayloadCipher,
  purposePrefix: string,
  key: Buffer,
): Promise<Buffer> {
  const purpose = `${purposePrefix}${randomUUID()}`;
  const wrapped = wrapKey(cipher, key, purpose);
  await query.insertInto('data_keys').values({ id: randomUUID(), purpose, wrapped }).execute();
  return key;
}
