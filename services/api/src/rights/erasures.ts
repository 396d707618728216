import { randomUUID } from 'node:crypto';
import { type Erasure, ErasureReport } from '@bora/contracts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { RecordTables } from '../records/record-tables.ts';
import { storable } from '../records/storable.ts';
import { type ErasureDependencies, eraseApplicant } from './erase-applicant.ts';
import { holdsOn, lockRights } from './holds.ts';

/** Asks for an applicant's data to be erased; done soon after. Throws `on-hold`. */
export async function requestErasure(
  database: Kysely<Tables>,
  applicantId: string,
  requestedBy: string,
): Promise<Erasure> {
  if ((await holdsOn(database, applicantId)).length > 0) {
    throw new ApiProblem('on-hold', 'A legal hold keeps the data of this applicant. Release it first.');
  }
  const erasure = await database
    .insertInto('erasures')
    .values({
      id: randomUUID(),
      applicant_id: storable(applicantId),
      requested_by: requestedBy,
      done_at: null,
      failure: null,
      report: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return viewErasure(erasure);
}

/** Throws `erasure-not-found`. */
export async function readErasure(database: Kysely<Tables>, id: string): Promise<Erasure> {
  const erasure = await database.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst();
  if (!erasure) throw new ApiProblem('erasure-not-found', 'There is no erasure with this id.');
  return viewErasure(erasure);
}

/**
 * Does the oldest erasure that waits, once, whoever else looks; a crash leaves it waiting. A hold that was placed
 * meanwhile refuses it.
 *
 * @returns whether there was one.
 */
export async function eraseNext(
  dependencies: ErasureDependencies,
  database: Kysely<Tables>,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const next = await transaction
      .selectFrom('erasures')
      .select(['id', 'applicant_id'])
      .where('done_at', 'is', null)
      .orderBy('requested_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!next) return false;
    await lockRights(transaction);
    const applicantId = next.applicant_id ?? '';
    const isHeld = (await holdsOn(transaction, applicantId)).length > 0;
    const report = isHeld ? null : await eraseApplicant(dependencies, transaction, applicantId);
    await transaction
      .updateTable('erasures')
      .set({
        // What was asked for is forgotten with it.
        applicant_id: null,
        done_at: new Date(),
        failure: isHeld ? 'on-hold' : null,
        report: report && sql`${JSON.stringify(report)}::jsonb`,
      })
      .where('id', '=', next.id)
      .execute();
    return true;
  });
}

function viewErasure(erasure: Selectable<RecordTables['erasures']>): Erasure {
  const { failure, done_at } = erasure;
  return {
    id: erasure.id,
    state: failure === null ? (done_at === null ? 'waiting' : 'done') : 'refused',
    requestedBy: erasure.requested_by,
    requestedAt: erasure.requested_at.toISOString(),
    doneAt: done_at?.toISOString() ?? null,
    failure,
    report: ErasureReport.nullable().parse(erasure.report),
  };
}
