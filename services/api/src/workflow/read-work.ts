import type { DecisionWork, Override, RecordedDecision } from '@bora/contracts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { OfDecision } from '../records/decision-key.ts';
import { keyOf } from '../records/decision-key.ts';
import type { WorkflowTables } from './workflow-tables.ts';

/** What people did about a decision, oldest first. */
export async function readWork(query: Kysely<Tables>, decision: RecordedDecision): Promise<DecisionWork> {
  const key = keyOf(decision);
  const [overrides, notes, requests, claim] = await Promise.all([
    query.selectFrom('overrides').selectAll().where(isAbout(key)).orderBy('made_at').execute(),
    query.selectFrom('decision_notes').selectAll().where(isAbout(key)).orderBy('written_at').execute(),
    query
      .selectFrom('review_requests')
      .selectAll()
      .select(sql<string>`requested_on::text`.as('day'))
      .where(isAbout(key))
      .orderBy('recorded_at')
      .execute(),
    query.selectFrom('claims').selectAll().where(isAbout(key)).executeTakeFirst(),
  ]);
  return {
    decision,
    claimedBy: claim ? { id: claim.person_id, name: claim.person_name } : null,
    overrides: overrides.map(overrideView),
    notes: notes.map((note) => ({
      id: note.id,
      text: note.note,
      by: { id: note.person_id, name: note.person_name },
      at: note.written_at.toISOString(),
    })),
    reviewRequests: requests.map((request) => ({
      id: request.id,
      requestedOn: request.day,
      text: request.request,
      by: { id: request.person_id, name: request.person_name },
      at: request.recorded_at.toISOString(),
      settledAt: request.settled_at?.toISOString() ?? null,
    })),
  };
}

export function isAbout({ source_id, row_number }: OfDecision) {
  return sql<boolean>`source_id = ${source_id}::uuid and row_number = ${row_number}`;
}

export function overrideView(row: Selectable<WorkflowTables['overrides']>): Override {
  const settledBy = row.settled_by && { id: row.settled_by, name: row.settled_by_name ?? '' };
  return {
    id: row.id,
    state: row.state,
    from: row.from_decision,
    decision: row.decision,
    reason: row.reason,
    text: row.explanation,
    amount: row.amount,
    by: { id: row.person_id, name: row.person_name },
    at: row.made_at.toISOString(),
    settledBy: settledBy || null,
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}
