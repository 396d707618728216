import type { ApplicantExport } from '@bora/contracts';
import { sql } from 'kysely';
import { ApiProblem } from '../errors.ts';
import { isApplicant } from '../records/applicant-id.ts';
import { type DecisionValuesDependencies, readDecisionValues } from '../records/decision-values.ts';
import { decisionColumns, viewDecisions } from '../records/decision-view.ts';
import { holdsOn } from './holds.ts';
import { assertOneApplicant, decisionsToRead } from './one-applicant.ts';

/** All that is recorded about one applicant. Throws `bad-request` where the id stands for more than a person. */
export async function exportApplicant(
  dependencies: DecisionValuesDependencies,
  applicantId: string,
): Promise<ApplicantExport> {
  const { query } = dependencies;
  const records = await query
    .selectFrom('decisions')
    .select(decisionColumns)
    .where(isApplicant(applicantId))
    .orderBy('decided_at')
    .limit(decisionsToRead)
    .execute();
  assertOneApplicant(records);
  const decisions: ApplicantExport['decisions'][number][] = [];
  for (const [index, decision] of (await viewDecisions(query, records)).entries()) {
    const { source_id, row_number } = records[index]!;
    const outcome = await query
      .selectFrom('outcomes')
      .select(['bad', sql<string>`observed_on::text`.as('day')])
      .where('source_id', '=', source_id)
      .where('row_number', '=', row_number)
      .executeTakeFirst();
    decisions.push({
      decision,
      values: await valuesOf(dependencies, decision.id),
      outcome: outcome ? { bad: outcome.bad, observedOn: outcome.day } : null,
    });
  }
  return {
    applicantId,
    exportedAt: new Date().toISOString(),
    decisions,
    holds: await holdsOn(query, applicantId),
  };
}

async function valuesOf(dependencies: DecisionValuesDependencies, id: string) {
  try {
    return (await readDecisionValues(dependencies, id)).values;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'values-gone') return null;
    throw error;
  }
}
