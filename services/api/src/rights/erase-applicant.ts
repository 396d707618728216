import { type PayloadCipher, removeRowResults, removeSingleScore } from '@bora/batch-store';
import type { ErasureReport } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { isApplicant } from '../records/applicant-id.ts';
import { forgetWords } from '../workflow/forget-words.ts';
import { blankRows } from './blank-rows.ts';
import { forgetHolds } from './holds.ts';
import { assertOneApplicant, decisionsToRead } from './one-applicant.ts';

export interface ErasureDependencies {
  readonly redis: Redis;
  readonly uploads: ObjectStore;
  readonly cipher: PayloadCipher;
}

/**
 * Removes what tells who was decided about and from what: the values in stored uploads, the results in Redis, then id
 * and values in the record, last, so that whoever repeats this after a crash finds the same decisions again. What was
 * decided stays, without identity. Throws `bad-request` where the id stands for more than a person.
 */
export async function eraseApplicant(
  { redis, uploads, cipher }: ErasureDependencies,
  database: Kysely<Tables>,
  applicantId: string,
): Promise<ErasureReport> {
  const decisions = await database
    .selectFrom('decisions')
    .select(['source_id', 'row_number'])
    .where(isApplicant(applicantId))
    .limit(decisionsToRead)
    .execute();
  assertOneApplicant(decisions);
  const rowsOfBatch = new Map<string, number[]>();
  let results = 0;
  for (const { source_id, row_number } of decisions) {
    if (row_number === 0) results += await removeSingleScore(redis, source_id);
    else {
      results += await removeRowResults(redis, source_id, row_number);
      const rows = rowsOfBatch.get(source_id);
      if (rows) rows.push(row_number);
      else rowsOfBatch.set(source_id, [row_number]);
    }
  }
  let uploadRows = 0;
  for (const [batchId, rows] of rowsOfBatch) uploadRows += await blankRows(uploads, cipher, batchId, rows);
  await forgetWords(database, applicantId);
  await forgetHolds(database, applicantId);
  await database
    .updateTable('decisions')
    .set({ applicant_id: null, sealed_values: null, key_id: null })
    .where(isApplicant(applicantId))
    .execute();
  return { decisions: decisions.length, uploadRows, results };
}
