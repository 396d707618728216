import type { RecordedDecision } from '@bora/contracts';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { keyOf } from '../records/decision-key.ts';

/**
 * A decision that was read before the transaction began, with whom it is about now: an erasure waits until the transaction
 * has ended, and one that came before has made it null.
 */
export async function decisionNow(
  transaction: Transaction<Tables>,
  seen: RecordedDecision,
): Promise<RecordedDecision> {
  const { source_id, row_number } = keyOf(seen);
  const now = await transaction
    .selectFrom('decisions')
    .select('applicant_id')
    .where('source_id', '=', source_id)
    .where('row_number', '=', row_number)
    .forShare()
    .executeTakeFirst();
  return { ...seen, applicantId: now?.applicant_id ?? null };
}
