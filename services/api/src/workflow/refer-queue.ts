import type { QueueItem, ReferQueue } from '@bora/contracts';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { hasIdPrefix } from '../records/applicant-id.ts';
import { decisionId } from '../records/decision-key.ts';
import { isBehind, orderOf, pageOf } from '../records/decision-order.ts';
import { overridesOf } from '../records/standing-overrides.ts';

/** What a decision of the queue must be to be found; what is undefined does not matter. */
export interface ReferralFilter {
  readonly state: 'open' | 'settled';
  readonly applicantIdPrefix?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  /** Only what this person has taken or, of the settled ones, has decided. */
  readonly personId?: string | undefined;
}

interface Row
  extends Pick<
    Selectable<Tables['decisions']>,
    'source_id' | 'row_number' | 'decided_at' | 'applicant_id' | 'score' | 'pd' | 'decision'
  > {
  waits_for: QueueItem['waitsFor'];
  claim_id: string | null;
  claim_name: string | null;
  proposer_id: string | null;
  proposer_name: string | null;
}

/**
 * Decisions that wait for a person, oldest first: referred ones that nobody settled, overrides that wait for a second
 * person, and those that an applicant asked a person to look at. Or those that a person settled, newest first. Not those
 * of an erased applicant: nobody is left to be decided about. Throws `bad-request` where the cursor is none of ours.
 */
export async function readReferQueue(
  query: Kysely<Tables>,
  filter: ReferralFilter,
  limit: number,
  cursor?: string,
): Promise<ReferQueue> {
  const [{ rows }, waiting] = await Promise.all([
    referralsQuery(filter, limit + 1, cursor).execute(query),
    sql<{ count: number }>`select count(*) as count from referrals where waits_for is not null`.execute(
      query,
    ),
  ]);
  const { page, next } = pageOf(rows, limit);
  const overridden = await overridesOf(query, page);
  return {
    waiting: waiting.rows[0]?.count ?? 0,
    nextCursor: next,
    items: page.map((row) => ({
      decisionId: decisionId(row),
      applicantId: row.applicant_id,
      decidedAt: row.decided_at.toISOString(),
      score: row.score,
      pd: row.pd,
      decision: row.decision,
      ...overridden(row),
      waitsFor: row.waits_for,
      claimedBy: who(row.claim_id, row.claim_name),
      proposedBy: who(row.proposer_id, row.proposer_name),
    })),
  };
}

/** The query of a page: the rows of the page first, by an index in their order, then what is said of each. */
export function referralsQuery(
  { state, applicantIdPrefix, from, to, personId }: ReferralFilter,
  limit: number,
  cursor?: string,
): RawBuilder<Row> {
  const isOpen = state === 'open';
  const order = isOpen ? 'oldest-first' : 'newest-first';
  const conditions = [
    isOpen ? sql`r.waits_for is not null` : sql`r.waits_for is null`,
    ...(applicantIdPrefix === undefined ? [] : [hasIdPrefix(applicantIdPrefix)]),
    ...(from ? [sql`r.decided_at >= ${from}`] : []),
    ...(to ? [sql`r.decided_at < ${to}`] : []),
    ...(personId === undefined ? [] : [isOpen ? isTakenBy(personId) : sql`r.settled_by = ${personId}`]),
    ...(cursor === undefined ? [] : [isBehind('r', order, cursor)]),
  ];
  return sql<Row>`
    with page as materialized (
      select r.* from referrals r
      ${applicantIdPrefix === undefined ? sql`` : sql`join decisions using (source_id, row_number, decided_at)`}
      where ${sql.join(conditions, sql` and `)}
      order by ${orderOf('r', order)}
      limit ${limit}
    )
    select page.source_id, page.row_number, page.decided_at, page.waits_for,
      decisions.applicant_id, decisions.score, decisions.pd, decisions.decision,
      c.person_id as claim_id, c.person_name as claim_name, p.person_id as proposer_id, p.person_name as proposer_name
    from page
    join decisions using (source_id, row_number, decided_at)
    left join claims c using (source_id, row_number)
    left join overrides p
      on p.source_id = page.source_id and p.row_number = page.row_number and p.state = 'proposed'
    where decisions.applicant_id is not null
    order by ${orderOf('page', order)}`;
}

function isTakenBy(personId: string): RawBuilder<unknown> {
  return sql`(r.source_id, r.row_number) in (select source_id, row_number from claims where person_id = ${personId})`;
}

function who(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null || name === null ? null : { id, name };
}
