import type { NoticeList } from '@bora/contracts';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { hasIdPrefix } from '../records/applicant-id.ts';
import { decisionId } from '../records/decision-key.ts';
import { isBehind, orderOf, pageOf } from '../records/decision-order.ts';

/** What a declined decision must be to be found; what is undefined does not matter. */
export interface NoticeFilter {
  readonly state: 'due' | 'issued';
  readonly applicantIdPrefix?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  /** Only where this person asked for the score. */
  readonly officer?: string | undefined;
}

type Row = Selectable<Tables['adverse_actions']> & { applicant_id: string | null };

const dayMs = 86_400_000;

/**
 * Decisions that are declined in the end and have no notice, most urgent first; or those whose notice was issued, newest
 * first. `due` and `overdue` count all that are due, of `officer` where one is given.
 */
export async function findNotices(
  query: Kysely<Tables>,
  daysToSend: number,
  filter: NoticeFilter,
  limit: number,
  cursor?: string,
  now = new Date(),
): Promise<Pick<NoticeList, 'due' | 'overdue' | 'notices' | 'nextCursor'>> {
  const [{ rows }, counts] = await Promise.all([
    noticesQuery(filter, limit + 1, cursor).execute(query),
    countDue(query, new Date(now.getTime() - (daysToSend + 1) * dayMs), filter.officer),
  ]);
  const { page, next } = pageOf(rows, limit);
  return {
    ...counts,
    nextCursor: next,
    notices: page.map((row) => ({
      decisionId: decisionId(row),
      applicantId: row.applicant_id,
      decidedAt: row.decided_at.toISOString(),
      daysLeft: daysToSend - Math.floor((now.getTime() - row.decided_at.getTime()) / dayMs),
      issuedAt: row.issued_at?.toISOString() ?? null,
    })),
  };
}

/** The query of a page: the rows of the page first, by an index in their order, then whose they are. */
export function noticesQuery(
  { state, applicantIdPrefix, from, to, officer }: NoticeFilter,
  limit: number,
  cursor?: string,
): RawBuilder<Row> {
  const isDue = state === 'due';
  const order = isDue ? 'oldest-first' : 'newest-first';
  const conditions = [
    isDue ? sql`a.issued_at is null` : sql`a.issued_at is not null`,
    ...(applicantIdPrefix === undefined ? [] : [hasIdPrefix(applicantIdPrefix)]),
    ...(from ? [sql`a.decided_at >= ${from}`] : []),
    ...(to ? [sql`a.decided_at < ${to}`] : []),
    ...(officer === undefined ? [] : [sql`a.officer = ${officer}`]),
    ...(cursor === undefined ? [] : [isBehind('a', order, cursor)]),
  ];
  return sql<Row>`
    with page as materialized (
      select a.* from adverse_actions a
      ${applicantIdPrefix === undefined ? sql`` : sql`join decisions using (source_id, row_number, decided_at)`}
      where ${sql.join(conditions, sql` and `)}
      order by ${orderOf('a', order)}
      limit ${limit}
    )
    select page.*, decisions.applicant_id
    from page
    join decisions using (source_id, row_number, decided_at)
    where decisions.applicant_id is not null
    order by ${orderOf('page', order)}`;
}

/** @param lateBefore what was decided until then is overdue. */
async function countDue(
  query: Kysely<Tables>,
  lateBefore: Date,
  officer: string | undefined,
): Promise<{ due: number; overdue: number }> {
  const { rows } = await sql<{ due: number; overdue: number }>`
    select count(*) as due, count(*) filter (where decided_at <= ${lateBefore}) as overdue
    from adverse_actions
    where issued_at is null and ${officer === undefined ? sql`true` : sql`officer = ${officer}`}`.execute(
    query,
  );
  return rows[0]!;
}
