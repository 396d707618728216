import type { OverrideReport } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

interface Row {
  person_id: string;
  person_name: string;
  referred_approved: number;
  referred_declined: number;
  low_side: number;
  high_side: number;
  upheld: number;
  waiting: number;
  outcomes_known: number;
  bad: number;
}

/**
 * Overrides by the person who made them, between two moments; outcomes of what was approved, as far as they are known.
 */
export async function readOverrideReport(
  query: Kysely<Tables>,
  from: Date | undefined,
  until: Date | undefined,
): Promise<OverrideReport> {
  const { rows } = await sql<Row>`
    select o.person_id, max(o.person_name) as person_name,
      count(*) filter (where o.state = 'stands' and from_decision = 'refer' and o.decision = 'approve') as referred_approved,
      count(*) filter (where o.state = 'stands' and from_decision = 'refer' and o.decision = 'decline') as referred_declined,
      count(*) filter (where o.state = 'stands' and from_decision = 'decline' and o.decision = 'approve') as low_side,
      count(*) filter (where o.state = 'stands' and from_decision = 'approve' and o.decision = 'decline') as high_side,
      count(*) filter (where o.state = 'stands' and from_decision = o.decision) as upheld,
      count(*) filter (where o.state = 'proposed') as waiting,
      count(r.bad) filter (where o.state = 'stands' and o.decision = 'approve') as outcomes_known,
      count(*) filter (where o.state = 'stands' and o.decision = 'approve' and r.bad) as bad
    from overrides o
    left join outcomes r on r.source_id = o.source_id and r.row_number = o.row_number
    where o.made_at >= ${from ?? new Date(0)} and o.made_at < ${until ?? new Date('9999-01-01')}
    group by o.person_id
    order by max(o.person_name)`.execute(query);
  return {
    officers: rows.map((row) => {
      const overridden = row.low_side + row.high_side;
      const settled = overridden + row.upheld + row.referred_approved + row.referred_declined;
      return {
        officer: { id: row.person_id, name: row.person_name },
        referredApproved: row.referred_approved,
        referredDeclined: row.referred_declined,
        lowSide: row.low_side,
        highSide: row.high_side,
        upheld: row.upheld,
        waiting: row.waiting,
        overrideRate: settled === 0 ? null : overridden / settled,
        outcomesKnown: row.outcomes_known,
        bad: row.bad,
      };
    }),
  };
}
