import type { Decision } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { type DecisionReader, isReadableBy } from './decision-reader.ts';
import { type DecisionRecord, decisionColumns } from './decision-view.ts';
import { storable } from './storable.ts';

/** What a decision must be to be found; what is undefined does not matter. */
export interface DecisionFilter {
  readonly applicantId?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  readonly decision?: Decision | undefined;
  readonly officer?: string | undefined;
  readonly batch?: string | undefined;
  /** Only what this one may read. */
  readonly reader?: DecisionReader | undefined;
}

/** Longer ids are told apart by the rows, not by the index, whose entries are limited. */
export const indexedIdCharacters = 200;

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
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return { records: page, next: last && records.length > limit ? writeCursor(last) : null };
}

/** The query of a page: the same order in every index, so that a page is read where it stands. */
export function decisionsQuery(
  database: Kysely<Tables>,
  { applicantId, from, to, decision, officer, batch, reader }: DecisionFilter,
  limit: number,
  cursor?: string,
) {
  let query = database.selectFrom('decisions').select(decisionColumns);
  if (applicantId !== undefined) query = query.where(isApplicant(applicantId));
  if (from) query = query.where('decided_at', '>=', from);
  if (to) query = query.where('decided_at', '<', to);
  if (decision) query = query.where('decision', '=', decision);
  if (officer !== undefined) query = query.where('officer', '=', storable(officer));
  if (batch !== undefined) query = query.where('source_id', '=', batch);
  if (reader) query = query.where(isReadableBy(reader));
  if (cursor !== undefined) {
    const [moment, source, row] = readCursor(cursor);
    query = query.where(
      sql<boolean>`(decided_at, source_id, row_number) < (${moment}::timestamptz, ${source}::uuid, ${row}::integer)`,
    );
  }
  return query
    .orderBy('decided_at', 'desc')
    .orderBy('source_id', 'desc')
    .orderBy('row_number', 'desc')
    .limit(limit);
}

/** The decisions of one applicant, by the index. */
export function isApplicant(applicantId: string) {
  const id = storable(applicantId);
  return sql<boolean>`left(applicant_id, ${sql.lit(indexedIdCharacters)}) = left(${id}, ${sql.lit(indexedIdCharacters)}) and applicant_id = ${id}`;
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid(), z.int().min(0)]);

function writeCursor({ decided_at, source_id, row_number }: DecisionRecord): string {
  return Buffer.from(JSON.stringify([decided_at.toISOString(), source_id, row_number])).toString('base64url');
}

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new ApiProblem('bad-request', 'The cursor is not a nextCursor of this call.', {
      fields: ['cursor'],
    });
  }
}
