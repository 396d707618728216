import { type Kysely, sql } from 'kysely';

/** What people do about decisions: notices, claims, overrides, notes, requests for review, proposed promotions. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const decision = 'source_id uuid not null, row_number integer not null';

const statements = [
  `create table notices (
    id uuid primary key,
    ${decision},
    profile text not null,
    version integer not null,
    creditor_name text not null,
    creditor_address text not null,
    agency text,
    issued_at timestamptz(3) not null default now(),
    issued_by uuid not null,
    issued_by_name text not null,
    unique (source_id, row_number)
  )`,
  `create table claims (
    ${decision},
    person_id uuid not null,
    person_name text not null,
    claimed_at timestamptz(3) not null default now(),
    primary key (source_id, row_number)
  )`,
  `create table overrides (
    id uuid primary key,
    ${decision},
    state text not null check (state in ('proposed', 'stands', 'refused')),
    from_decision text not null check (from_decision in ('approve', 'refer', 'decline')),
    decision text not null check (decision in ('approve', 'decline')),
    reason text not null,
    explanation text not null,
    amount double precision,
    person_id uuid not null,
    person_name text not null,
    made_at timestamptz(3) not null default now(),
    settled_by uuid check (settled_by <> person_id),
    settled_by_name text,
    settled_at timestamptz(3)
  )`,
  'create index overrides_of_decisions on overrides (source_id, row_number, made_at)',
  // One at a time waits for a second person.
  `create unique index overrides_that_wait on overrides (source_id, row_number) where state = 'proposed'`,
  `create table decision_notes (
    id uuid primary key,
    ${decision},
    note text not null,
    person_id uuid not null,
    person_name text not null,
    written_at timestamptz(3) not null default now()
  )`,
  'create index notes_of_decisions on decision_notes (source_id, row_number)',
  `create table review_requests (
    id uuid primary key,
    ${decision},
    requested_on date not null,
    request text not null,
    person_id uuid not null,
    person_name text not null,
    recorded_at timestamptz(3) not null default now(),
    settled_at timestamptz(3)
  )`,
  'create index review_requests_of_decisions on review_requests (source_id, row_number)',
  `create table promotion_proposals (
    model_name text primary key,
    model_version text not null,
    person_id uuid not null,
    person_name text not null,
    proposed_at timestamptz(3) not null default now()
  )`,
  `create index decisions_referred on decisions (decided_at, source_id, row_number) where decision = 'refer'`,
  `create index decisions_declined on decisions (decided_at, source_id, row_number) where decision = 'decline'`,
  // The decision that holds: the policy's own, or that of the last override that stands.
  `create view standing_overrides as
    select distinct on (source_id, row_number) source_id, row_number, decision, reason, person_id, made_at
    from overrides where state = 'stands'
    order by source_id, row_number, coalesce(settled_at, made_at) desc, made_at desc`,
];
