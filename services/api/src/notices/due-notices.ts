import type { DueNoticeList } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { idOf } from '../workflow/decision-key.ts';

interface Row {
  source_id: string;
  row_number: number;
  applicant_id: string | null;
  decided_at: Date;
  days_left: number;
  total: number;
  overdue: number;
}

/** Decisions that are declined in the end and have no notice, most urgent first. */
export async function readDueNotices(
  query: Kysely<Tables>,
  daysToSend: number,
  limit: number,
  /** Only where this person asked for the score. */
  officer?: string,
): Promise<Pick<DueNoticeList, 'total' | 'overdue' | 'notices'>> {
  const { rows } = await sql<Row>`
    with declined as (
      select d.source_id, d.row_number, d.applicant_id, d.decided_at, d.officer from decisions d
      where d.decision = 'decline' and not exists (
        select from standing_overrides o
        where o.source_id = d.source_id and o.row_number = d.row_number and o.decision = 'approve')
      union
      select d.source_id, d.row_number, d.applicant_id, d.decided_at, d.officer
      from standing_overrides o join decisions d using (source_id, row_number)
      where o.decision = 'decline'
    ), due as (
      select *, ${daysToSend}::integer - floor(extract(epoch from now() - decided_at) / 86400)::integer as days_left
      from declined d
      where applicant_id is not null and (${officer ?? null}::text is null or officer = ${officer ?? null}) and not exists (
        select from notices n where n.source_id = d.source_id and n.row_number = d.row_number)
    )
    select *, count(*) over () as total, count(*) filter (where days_left < 0) over () as overdue
    from due order by decided_at, source_id, row_number limit ${limit}`.execute(query);
  return {
    total: rows[0]?.total ?? 0,
    overdue: rows[0]?.overdue ?? 0,
    notices: rows.map((row) => ({
      decisionId: idOf(row),
      applicantId: row.applicant_id,
      decidedAt: row.decided_at.toISOString(),
      daysLeft: row.days_left,
    })),
  };
}
