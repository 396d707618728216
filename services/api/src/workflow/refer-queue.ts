import type { QueueItem, ReferQueue } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { idOf } from './decision-key.ts';

interface Row {
  source_id: string;
  row_number: number;
  applicant_id: string | null;
  decided_at: Date;
  score: number;
  pd: number;
  decision: QueueItem['decided'];
  waits_for: QueueItem['waitsFor'];
  claim_id: string | null;
  claim_name: string | null;
  proposer_id: string | null;
  proposer_name: string | null;
  total: number;
}

/**
 * Decisions that wait for a person, oldest first: referred ones that nobody settled, overrides that wait for a second
 * person, and those that an applicant asked a person to look at. Not those of an erased applicant: nobody is left to be
 * decided about.
 */
export async function readReferQueue(query: Kysely<Tables>, limit: number): Promise<ReferQueue> {
  const { rows } = await sql<Row>`
    with waiting as (
      select source_id, row_number, 1 as rank from overrides where state = 'proposed'
      union all
      select source_id, row_number, 2 from review_requests where settled_at is null
      union all
      select d.source_id, d.row_number, 3 from decisions d
      where d.decision = 'refer' and not exists (
        select from overrides o
        where o.source_id = d.source_id and o.row_number = d.row_number and o.state = 'stands')
    ), foremost as (
      select source_id, row_number, min(rank) as rank from waiting group by source_id, row_number
    )
    select d.source_id, d.row_number, d.applicant_id, d.decided_at, d.score, d.pd, d.decision,
      case rank when 1 then 'confirmation' when 2 then 'review' else 'decision' end as waits_for,
      c.person_id as claim_id, c.person_name as claim_name,
      p.person_id as proposer_id, p.person_name as proposer_name,
      count(*) over () as total
    from foremost f
    join decisions d using (source_id, row_number)
    left join claims c using (source_id, row_number)
    left join overrides p on p.source_id = f.source_id and p.row_number = f.row_number and p.state = 'proposed'
    where d.applicant_id is not null
    order by d.decided_at, d.source_id, d.row_number
    limit ${limit}`.execute(query);
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map((row) => ({
      decisionId: idOf(row),
      applicantId: row.applicant_id,
      decidedAt: row.decided_at.toISOString(),
      score: row.score,
      pd: row.pd,
      decided: row.decision,
      waitsFor: row.waits_for,
      claimedBy: who(row.claim_id, row.claim_name),
      proposedBy: who(row.proposer_id, row.proposer_name),
    })),
  };
}

function who(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null || name === null ? null : { id, name };
}
