import type { Decision } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
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
  const { applicantIdPrefix } = filter;
  const isRare = applicantIdPrefix !== undefined && (await isRarePrefix(database, applicantIdPrefix));
  const records = await decisionsQuery(database, filter, limit + 1, cursor, isRare).execute();
  const { page, next } = pageOf(records, limit);
  return { records: page, next };
}

/** So many decisions are read and sorted sooner than they are come by in the order of time. */
const rareDecisions = 5_000;

async function isRarePrefix(database: Kysely<Tables>, prefix: string): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from decisions where ${hasIdPrefix(prefix)} limit ${rareDecisions + 1}) as begun`.execute(
    database,
  );
  return rows[0]!.count <= rareDecisions;
}

/**
 * The query of a page: the same order in every index, so that a page is read where it stands. Where few ids begin so
 * (`isRare`) these are read first: in the order of time they may stand behind all others.
 */
export function decisionsQuery(
  database: Kysely<Tables>,
  { applicantId, applicantIdPrefix, from, to, decision, officer, batch, reader }: DecisionFilter,
  limit: number,
  cursor?: string,
  isRare = false,
) {
  const rare = database
    .with(
      (name) => name('named').materialized(),
      (named) =>
        named
          .selectFrom('decisions')
          .select(decisionColumns)
          .where(hasIdPrefix(applicantIdPrefix ?? '')),
    )
    .selectFrom('named as decisions');
  let query = (isRare ? rare : database.selectFrom('decisions')).select(decisionColumns);
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
