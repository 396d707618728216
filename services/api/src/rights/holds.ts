import { randomUUID } from 'node:crypto';
import type { Hold, NewHold } from '@bora/contracts';
import { type Kysely, type Selectable, sql } from 'kysely';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { isApplicant } from '../records/applicant-id.ts';
import type { RecordTables } from '../records/record-tables.ts';
import { storable } from '../records/storable.ts';

/** Until the transaction ends, nobody else places a hold or erases. */
export async function lockRights(transaction: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.rights)})`.execute(transaction);
}

export async function placeHold(
  database: Kysely<Tables>,
  { applicantId, batchId, reason }: NewHold,
  placedBy: string,
): Promise<Hold> {
  return database.transaction().execute(async (transaction) => {
    await lockRights(transaction);
    const hold = await transaction
      .insertInto('holds')
      .values({
        id: randomUUID(),
        applicant_id: applicantId === undefined ? null : storable(applicantId),
        batch_id: batchId ?? null,
        reason: storable(reason),
        placed_by: placedBy,
        released_by: null,
        released_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return viewHold(hold);
  });
}

/** Holds that are in force, newest first; with `released` those that were as well. */
export async function listHolds(database: Kysely<Tables>, released: boolean): Promise<Hold[]> {
  let query = database.selectFrom('holds').selectAll().orderBy('placed_at', 'desc').limit(1_000);
  if (!released) query = query.where('released_at', 'is', null);
  return (await query.execute()).map(viewHold);
}

/** Throws `hold-not-found`; releasing twice keeps the first release. */
export async function releaseHold(database: Kysely<Tables>, id: string, by: string): Promise<Hold> {
  await database
    .updateTable('holds')
    .set({ released_at: new Date(), released_by: by })
    .where('id', '=', id)
    .where('released_at', 'is', null)
    .execute();
  const hold = await database.selectFrom('holds').selectAll().where('id', '=', id).executeTakeFirst();
  if (!hold) throw new ApiProblem('hold-not-found', 'There is no hold with this id.');
  return viewHold(hold);
}

/** Removes whom released holds were on and why; that, when and by whom they were placed stays. */
export async function forgetHolds(transaction: Kysely<Tables>, applicantId: string): Promise<void> {
  await transaction
    .updateTable('holds')
    // Empty and not null: a hold is on an applicant or on a batch.
    .set({ applicant_id: '', reason: '' })
    .where('applicant_id', '=', storable(applicantId))
    .where('released_at', 'is not', null)
    .execute();
}

/** Holds in force on an applicant, or on a batch in which they stand, decided about or not. */
export async function holdsOn(
  database: Kysely<Tables>,
  applicantId: string,
  /** Batches in which they stand and that are in no record. */
  unrecorded: readonly string[] = [],
): Promise<Hold[]> {
  const holds = await database
    .selectFrom('holds')
    .selectAll()
    .where('released_at', 'is', null)
    .where((where) =>
      where.or([
        where('applicant_id', '=', storable(applicantId)),
        sql<boolean>`batch_id = any(${[...unrecorded]}::uuid[])`,
        where(
          'batch_id',
          'in',
          database
            .selectFrom('decisions')
            .select('source_id')
            .where(isApplicant(applicantId))
            .union(
              database
                .selectFrom('undecided_rows')
                .select('batch_id as source_id')
                .where(isApplicant(applicantId, 'undecided_rows')),
            ),
        ),
      ]),
    )
    .execute();
  return holds.map(viewHold);
}

function viewHold(hold: Selectable<RecordTables['holds']>): Hold {
  return {
    id: hold.id,
    applicantId: hold.applicant_id || null,
    batchId: hold.batch_id,
    reason: hold.reason,
    placedBy: hold.placed_by,
    placedAt: hold.placed_at.toISOString(),
    releasedBy: hold.released_by,
    releasedAt: hold.released_at?.toISOString() ?? null,
  };
}
