import type { ApplicantExport, Notice, RecordedDecision } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import { readGivenRow } from '../batches/given-row.ts';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { isApplicant } from '../records/applicant-id.ts';
import { keyOf } from '../records/decision-key.ts';
import { type DecisionValuesDependencies, readDecisionValues } from '../records/decision-values.ts';
import { decisionColumns, viewDecisions } from '../records/decision-view.ts';
import { isAbout, readWork } from '../workflow/read-work.ts';
import { holdsOn } from './holds.ts';
import { assertOneApplicant, decisionsToRead } from './one-applicant.ts';

type DecisionExport = ApplicantExport['decisions'][number];
type UndecidedExport = ApplicantExport['undecided'][number];

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
  const rows = await undecidedRows(query, applicantId);
  assertOneApplicant([...records, ...rows]);
  const decisions: DecisionExport[] = [];
  for (const decision of await viewDecisions(query, records))
    decisions.push(await withAllOf(dependencies, decision));
  const undecided: UndecidedExport[] = [];
  for (const row of rows) undecided.push(await withValues(dependencies, row));
  return {
    applicantId,
    exportedAt: new Date().toISOString(),
    decisions,
    undecided,
    holds: await holdsOn(query, applicantId),
  };
}

async function withAllOf(
  dependencies: DecisionValuesDependencies,
  decision: RecordedDecision,
): Promise<DecisionExport> {
  const { query } = dependencies;
  const { overrides, notes, reviewRequests } = await readWork(query, decision);
  return {
    decision,
    values: await valuesOf(dependencies, decision.id),
    overrides,
    notes,
    reviewRequests,
    notice: await noticeOf(query, decision),
    outcome: await outcomeOf(query, decision),
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

async function noticeOf(query: Kysely<Tables>, decision: RecordedDecision): Promise<Notice | null> {
  const notice = await query
    .selectFrom('notices')
    .selectAll()
    .where(isAbout(keyOf(decision)))
    .executeTakeFirst();
  if (!notice) return null;
  return {
    id: notice.id,
    decisionId: decision.id,
    profile: notice.profile as Notice['profile'],
    version: notice.version,
    issuedAt: notice.issued_at.toISOString(),
    issuedBy: notice.issued_by_name,
  };
}

async function outcomeOf(query: Kysely<Tables>, decision: RecordedDecision) {
  const outcome = await query
    .selectFrom('outcomes')
    .select(['bad', sql<string>`observed_on::text`.as('day')])
    .where(isAbout(keyOf(decision)))
    .executeTakeFirst();
  return outcome ? { bad: outcome.bad, observedOn: outcome.day } : null;
}

type UndecidedRecord = Awaited<ReturnType<typeof undecidedRows>>[number];

async function undecidedRows(query: Kysely<Tables>, applicantId: string) {
  return query
    .selectFrom('undecided_rows')
    .innerJoin('batches', 'batches.id', 'batch_id')
    .selectAll()
    .where(isApplicant(applicantId, 'undecided_rows'))
    .orderBy('created_at')
    .orderBy('row_number')
    .limit(decisionsToRead)
    .execute();
}

async function withValues(
  { uploads, cipher, readTerms }: DecisionValuesDependencies,
  { batch_id, row_number, why, file_name, created_at, ...versions }: UndecidedRecord,
): Promise<UndecidedExport> {
  const { schema } = await readTerms(
    { name: versions.model_name, version: versions.model_version },
    { name: versions.policy_name, version: versions.policy_version },
  );
  return {
    batchId: batch_id,
    row: row_number,
    why,
    fileName: file_name,
    uploadedAt: created_at.toISOString(),
    values: await readGivenRow(uploads, cipher, schema, batch_id, row_number),
  };
}
