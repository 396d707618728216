import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { isApplicant } from '../records/find-decisions.ts';

/** Removes what people wrote about an applicant; that, when and how they decided stays. Before the id is removed. */
export async function forgetWords(transaction: Kysely<Tables>, applicantId: string): Promise<void> {
  const isAboutApplicant = sql<boolean>`(source_id, row_number) in (
    select source_id, row_number from decisions where ${isApplicant(applicantId)})`;
  await transaction.deleteFrom('decision_notes').where(isAboutApplicant).execute();
  await transaction.updateTable('overrides').set({ explanation: '' }).where(isAboutApplicant).execute();
  await transaction.updateTable('review_requests').set({ request: '' }).where(isAboutApplicant).execute();
}
