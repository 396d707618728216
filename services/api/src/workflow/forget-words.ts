import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { isApplicant } from '../records/applicant-id.ts';
import type { OfDecision } from '../records/decision-key.ts';
import { forgetFollowUps } from './follow-ups.ts';

/**
 * Removes what people wrote about an applicant, and what waits for somebody; that, when and how they decided stays. Before
 * the id is removed.
 */
export async function forgetWords(transaction: Kysely<Tables>, applicantId: string): Promise<void> {
  await removeWords(
    transaction,
    sql<boolean>`(source_id, row_number) in (
      select source_id, row_number from decisions where ${isApplicant(applicantId)})`,
  );
}

/** Removes what people wrote about these decisions, their claims and their notices. */
export async function forgetWork(
  transaction: Kysely<Tables>,
  decisions: readonly OfDecision[],
): Promise<void> {
  const sources = decisions.map(({ source_id }) => source_id);
  const rows = decisions.map(({ row_number }) => row_number);
  const isOfThese = sql<boolean>`(source_id, row_number) in (
    select * from unnest(${sources}::uuid[], ${rows}::integer[]))`;
  await removeWords(transaction, isOfThese);
  await transaction.deleteFrom('claims').where(isOfThese).execute();
  await transaction.deleteFrom('notices').where(isOfThese).execute();
}

async function removeWords(transaction: Kysely<Tables>, isAbout: RawBuilder<boolean>): Promise<void> {
  await forgetFollowUps(transaction, isAbout);
  await transaction.deleteFrom('decision_notes').where(isAbout).execute();
  await transaction.updateTable('overrides').set({ explanation: '' }).where(isAbout).execute();
  await transaction.updateTable('review_requests').set({ request: '' }).where(isAbout).execute();
}
