import { type Kysely, sql } from 'kysely';

/** What waits for a person and whom a notice is due to, apart from the history; search by the beginning of an id. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const decision = 'source_id uuid not null, row_number integer not null, decided_at timestamptz not null';
const order = 'decided_at, source_id, row_number';

const statements = [
  // Text pattern operators serve equality and beginnings alike, whatever the database's collation.
  'drop index decisions_by_applicant',
  `create index decisions_by_applicant on decisions (left(applicant_id, 200) text_pattern_ops, ${order})`,
  'drop index decisions_referred',
  'drop index decisions_declined',
  // A decision that waits for a person, or that a person settled (waits_for is null).
  `create table referrals (
    ${decision},
    waits_for text check (waits_for in ('decision', 'confirmation', 'review')),
    settled_by uuid,
    primary key (source_id, row_number)
  )`,
  `create index referrals_open on referrals (${order}) where waits_for is not null`,
  `create index referrals_settled on referrals (${order}) where waits_for is null`,
  `create index referrals_settled_by on referrals (settled_by, ${order}) where waits_for is null`,
  'create index claims_of_people on claims (person_id)',
  // A decision that is declined in the end: its notice is due until it was issued.
  `create table adverse_actions (
    ${decision},
    officer text not null,
    issued_at timestamptz(3),
    primary key (source_id, row_number)
  )`,
  `create index adverse_actions_due on adverse_actions (${order}) where issued_at is null`,
  `create index adverse_actions_due_of_officers on adverse_actions (officer, ${order}) where issued_at is null`,
  `create index adverse_actions_issued on adverse_actions (${order}) where issued_at is not null`,
  `create index adverse_actions_issued_of_officers on adverse_actions (officer, ${order}) where issued_at is not null`,
  `create or replace view standing_overrides as
    select distinct on (source_id, row_number) source_id, row_number, decision, reason, person_id, made_at, person_name,
      coalesce(settled_at, made_at) as stands_since
    from overrides where state = 'stands'
    order by source_id, row_number, coalesce(settled_at, made_at) desc, made_at desc`,
  `insert into referrals
    select d.source_id, d.row_number, d.decided_at,
      case when exists (select from overrides o where o.source_id = d.source_id and o.row_number = d.row_number
          and o.state = 'proposed') then 'confirmation'
        when exists (select from review_requests r where r.source_id = d.source_id and r.row_number = d.row_number
          and r.settled_at is null) then 'review'
        when s.person_id is null and d.decision = 'refer' then 'decision' end,
      s.person_id
    from decisions d left join standing_overrides s using (source_id, row_number)
    where d.applicant_id is not null and (d.decision = 'refer'
      or exists (select from overrides o where o.source_id = d.source_id and o.row_number = d.row_number)
      or exists (select from review_requests r where r.source_id = d.source_id and r.row_number = d.row_number))`,
  `insert into adverse_actions
    select d.source_id, d.row_number, d.decided_at, d.officer, n.issued_at
    from decisions d left join standing_overrides s using (source_id, row_number)
    left join notices n using (source_id, row_number)
    where d.applicant_id is not null and (coalesce(s.decision, d.decision) = 'decline' or n.id is not null)`,
];
