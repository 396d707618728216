import { randomUUID } from 'node:crypto';
import { type Erasure, ErasureReport } from '@bora/contracts';
import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { RecordTables } from '../records/record-tables.ts';
import { storable } from '../records/storable.ts';
import { holdsOn } from './holds.ts';
import { recordedPlaces } from './one-applicant.ts';

/**
 * Asks for an applicant's data to be erased; done soon after. Throws `on-hold`, or `bad-request` where the id stands for
 * more than a person.
 */
export async function requestErasure(
  database: Kysely<Tables>,
  applicantId: string,
  requestedBy: string,
): Promise<Erasure> {
  if ((await holdsOn(database, applicantId)).length > 0) {
    throw new ApiProblem('on-hold', 'A legal hold keeps the data of this applicant. Release it first.');
  }
  await recordedPlaces(database, applicantId);
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
