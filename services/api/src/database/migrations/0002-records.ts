import { type Kysely, type Migration, sql } from 'kysely';

/** Decisions by month, what they were made of, what became of them, and what may happen to them. */
export const records: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  // The row of a batch is written with its decisions, in one transaction: it says that they are all there.
  `create table batches (
    id uuid primary key,
    state text not null check (state in ('completed', 'cancelled')),
    officer text not null,
    file_name text not null,
    file_sha256 text not null,
    file_bytes bigint not null,
    schema_id text not null,
    model_name text not null,
    model_version text not null,
    policy_name text not null,
    policy_version integer not null,
    rows integer not null,
    rows_scored integer not null,
    rows_rejected integer not null,
    created_at timestamptz not null,
    ended_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    values_removed_at timestamptz
  )`,
  // source_id and row_number: batch and row, or score and 0. The moment is the source's own, so that a second
  // writing of the same decision meets the first.
  `create table decisions (
    source_id uuid not null,
    row_number integer not null,
    decided_at timestamptz not null,
    applicant_id text,
    pd double precision not null,
    score smallint not null,
    decision text not null check (decision in ('approve', 'refer', 'decline')),
    reasons jsonb not null,
    policy_reason jsonb,
    warning_bits integer not null,
    officer text not null,
    schema_id text not null,
    model_name text not null,
    model_version text not null,
    policy_name text not null,
    policy_version integer not null,
    key_id uuid,
    sealed_values bytea,
    primary key (source_id, row_number, decided_at)
  ) partition by range (decided_at)`,
  `create index decisions_by_applicant on decisions (left(applicant_id, 200), decided_at, source_id, row_number)`,
  `create index decisions_by_time on decisions (decided_at, source_id, row_number)`,
  `create index decisions_by_officer on decisions (officer, decided_at, source_id, row_number)`,
  // A month without its partition: its rows wait here and move when it is made.
  `create table decisions_default partition of decisions default`,
  // What a model's variables say when they lowered a score: reasons stay readable when the bundle is gone.
  `create table wordings (
    model_name text not null,
    model_version text not null,
    speakers jsonb not null,
    primary key (model_name, model_version)
  )`,
  `create table data_keys (
    id uuid primary key,
    purpose text not null unique,
    wrapped bytea not null,
    created_at timestamptz not null default now()
  )`,
  `create table simulations (
    id uuid primary key,
    owner text not null,
    created_at timestamptz not null,
    run jsonb not null
  )`,
  `create index simulations_by_time on simulations (created_at, id)`,
  `create table saved_customers (
    id bigint generated always as identity primary key,
    owner text not null,
    saved_at timestamptz not null default now(),
    key_id uuid not null,
    sealed bytea not null
  )`,
  `create table outcome_files (
    id uuid primary key,
    sha256 text not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null default now(),
    counts jsonb not null
  )`,
  // Without the applicant: what a decision came to may be counted for longer than it may be known whose it was.
  `create table outcomes (
    source_id uuid not null,
    row_number integer not null,
    decided_at timestamptz not null,
    bad boolean not null,
    observed_on date not null,
    pd double precision not null,
    score smallint not null,
    model_name text not null,
    model_version text not null,
    file_id uuid not null,
    recorded_at timestamptz not null default now(),
    primary key (source_id, row_number)
  )`,
  `create index outcomes_by_model on outcomes (model_name, model_version, decided_at)`,
  `create table holds (
    id uuid primary key,
    applicant_id text,
    batch_id uuid,
    reason text not null,
    placed_by text not null,
    placed_at timestamptz not null default now(),
    released_by text,
    released_at timestamptz,
    check ((applicant_id is null) <> (batch_id is null))
  )`,
  `create index holds_on_applicants on holds (applicant_id) where released_at is null`,
  // The applicant's id is forgotten when the erasure is done; what was done stays.
  `create table erasures (
    id uuid primary key,
    applicant_id text,
    requested_by text not null,
    requested_at timestamptz not null default now(),
    done_at timestamptz,
    failure text,
    report jsonb
  )`,
  `create index erasures_waiting on erasures (requested_at) where done_at is null`,
  `create table retention_runs (
    id bigint generated always as identity primary key,
    ran_at timestamptz not null default now(),
    report jsonb not null
  )`,
];
