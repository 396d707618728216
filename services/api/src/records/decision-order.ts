import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import type { OfDecision } from './decision-key.ts';

/** Where a row stands in the order of every list of decisions. */
export interface DecisionPlace extends OfDecision {
  decided_at: Date;
}

export type DecisionOrder = 'newest-first' | 'oldest-first';

/** The columns of the order, of a table that has them. */
export function orderOf(table: string, order: DecisionOrder): RawBuilder<unknown> {
  const direction = sql.raw(order === 'newest-first' ? 'desc' : 'asc');
  return sql.join(columnsOf(table).map((column) => sql`${column} ${direction}`));
}

/** Rows behind a cursor. Throws `bad-request` where it is none of ours. */
export function isBehind(table: string, order: DecisionOrder, cursor: string): RawBuilder<boolean> {
  const [moment, source, row] = readCursor(cursor);
  const comparison = sql.raw(order === 'newest-first' ? '<' : '>');
  const place = sql`(${moment}::timestamptz, ${source}::uuid, ${row}::integer)`;
  return sql<boolean>`(${sql.join(columnsOf(table))}) ${comparison} ${place}`;
}

/** The first `limit` of the rows, and the cursor of what follows where there were more. */
export function pageOf<Row extends DecisionPlace>(
  rows: readonly Row[],
  limit: number,
): { page: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: last && rows.length > limit ? writeCursor(last) : null };
}

function columnsOf(table: string) {
  return ['decided_at', 'source_id', 'row_number'].map((column) => sql.ref(`${table}.${column}`));
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid(), z.int().min(0)]);

function writeCursor({ decided_at, source_id, row_number }: DecisionPlace): string {
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
