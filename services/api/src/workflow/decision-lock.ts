import type { RecordedDecision } from '@bora/contracts';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Until the transaction ends nobody else decides, confirms or issues a notice about this decision: they wait. */
export async function lockDecision(
  transaction: Transaction<Tables>,
  { id }: Pick<RecordedDecision, 'id'>,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(transaction);
}
