import { removeRowResults, removeSingleScore } from '@bora/batch-store';
import type { ErasureReport } from '@bora/contracts';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { isApplicant } from '../records/applicant-id.ts';
import { forgetWords } from '../workflow/forget-words.ts';
import { blankRows } from './blank-rows.ts';
import { forgetHolds } from './holds.ts';
import { recordedPlaces } from './one-applicant.ts';
import type { Place, UnrecordedDependencies } from './unrecordable.ts';

export type RemovalDependencies = Pick<UnrecordedDependencies, 'redis' | 'uploads' | 'cipher'>;

/**
 * Removes what tells who was decided about and from what: the values in stored uploads, the results in Redis, then id
 * and values in the record, last, so that whoever repeats this after a crash finds the same rows again. What was
 * decided stays, without identity; of what came to no decision nothing stays. Throws `bad-request` where the id stands
 * for more than a person.
 */
export async function eraseApplicant(
  dependencies: RemovalDependencies,
  database: Kysely<Tables>,
  applicantId: string,
  /** Found before, because that may take a while. */
  unrecordable: readonly Place[],
): Promise<ErasureReport> {
  const { decided, undecided } = await recordedPlaces(database, applicantId);
  const { results, uploadRows } = await removeGiven(dependencies, [
    ...decided,
    ...undecided,
    ...unrecordable,
  ]);
  await awaitChanges(database, applicantId);
  await forgetWords(database, applicantId);
  await forgetHolds(database, applicantId);
  await database.deleteFrom('undecided_rows').where(isApplicant(applicantId, 'undecided_rows')).execute();
  await database
    .updateTable('decisions')
    .set({ applicant_id: null, sealed_values: null, key_id: null })
    .where(isApplicant(applicantId))
    .execute();
  return {
    decisions: decided.length,
    undecided: undecided.length + unrecordable.length,
    uploadRows,
    results,
  };
}

/** What somebody is writing about these decisions is written before it is removed, and nothing is written meanwhile. */
async function awaitChanges(database: Kysely<Tables>, applicantId: string): Promise<void> {
  await database
    .selectFrom('decisions')
    .select('source_id')
    .where(isApplicant(applicantId))
    .forUpdate()
    .execute();
}

/** Results in Redis, and what was given in stored uploads. */
async function removeGiven(
  { redis, uploads, cipher }: RemovalDependencies,
  places: readonly Place[],
): Promise<{ results: number; uploadRows: number }> {
  const rowsOfBatch = new Map<string, Set<number>>();
  let results = 0;
  for (const { source_id, row_number } of places) {
    if (row_number === 0) results += await removeSingleScore(redis, source_id);
    else {
      results += await removeRowResults(redis, source_id, row_number);
      const rows = rowsOfBatch.get(source_id) ?? new Set();
      rowsOfBatch.set(source_id, rows.add(row_number));
    }
  }
  let uploadRows = 0;
  for (const [batchId, rows] of rowsOfBatch)
    uploadRows += await blankRows(uploads, cipher, batchId, (row) => rows.has(row));
  return { results, uploadRows };
}
