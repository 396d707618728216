import type { Decision } from '@bora/contracts';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { hasIdPrefix, isApplicant } from './applicant-id.ts';
import { isBehind, pageOf } from './decision-order.ts';
import { type DecisionReader, isReadableBy } from './decision-reader.ts';
import { type DecisionRecord, decisionColumns } from './decision-view.ts';
import { storable } from './storable.ts';

/** What a decision must be to be found; what is undefined does not matter. */
export interface DecisionFilter {
  readonly applicantId?: string | undefined;
  readonly applicantIdPrefix?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  readonly decision?: Decision | undefined;
  readonly officer?: string | undefined;
  readonly batch?: string | undefined;
  /** Only what this one may read. */
  readonly reader?: DecisionReader | undefined;
}

/**
 * Decisions, newest first, from the one after `cursor`. `next` goes into the next call, null at the end. Throws
 * `bad-request` where the cursor is none of ours.
 */
export async function findDecisions(
  database: Kysely<Tables>,
  filter: DecisionFilter,
  limit: number,
  cursor?: string,
): Promise<{ records: DecisionRecord[]; next: string | null }> {
  const records = await decisionsQuery(database, filter, limit + 1, cursor).execute();
  const { page, next } = pageOf(records, limit);
  return { records: page, next };
}

/** The query of a page: the same order in every index, so that a page is read where it stands. */
export function decisionsQuery(
  database: Kysely<Tables>,
  { applicantId, applicantIdPrefix, from, to, decision, officer, batch, reader }: DecisionFilter,
  limit: number,
  cursor?: string,
) {
  let query = database.selectFrom('decisions').select(decisionColumns);
  if (applicantId !== undefined) query = query.where(isApplicant(applicantId));
  if (applicantIdPrefix !== undefined) query = query.where(hasIdPrefix(applicantIdPrefix));
  if (from) query = query.where('decided_at', '>=', from);
  if (to) query = query.where('decided_at', '<', to);
  if (decision) query = query.where('decision', '=', decision);
  if (officer !== undefined) query = query.where('officer', '=', storable(officer));
  if (batch !== undefined) query = query.where('source_id', '=', batch);
  if (reader) query = query.where(isReadableBy(reader));
  if (cursor !== undefined) query = query.where(isBehind('decisions', 'newest-first', cursor));
  return query
    .orderBy('decided_at', 'desc')
    .orderBy('source_id', 'desc')
    .orderBy('row_number', 'desc')
    .limit(limit);
}
