import { type ApplicationSchema, PolicyTerms, type ScoreRecord } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';

/**
 * 1 for who is approved: as the batch was decided or, where a draft of a policy is given, as that would decide.
 *
 * @param records scores in the order of the table.
 * @param draftPolicy JSON of `PolicyTerms`.
 */
export function approvedRows(
  records: readonly Pick<ScoreRecord, 'pd' | 'decision'>[],
  table: ApplicantTable,
  schema: ApplicationSchema,
  draftPolicy: string | undefined,
): Float64Array {
  const isApproved = (decision: string) => (decision === 'approve' ? 1 : 0);
  if (draftPolicy === undefined) return Float64Array.from(records, ({ decision }) => isApproved(decision));
  const decide = compilePolicy(PolicyTerms.parse(JSON.parse(draftPolicy)), schema);
  return Float64Array.from(records, ({ pd }, row) => isApproved(decide(pd, row, table).decision));
}
