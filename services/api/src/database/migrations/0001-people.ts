import { type Kysely, type Migration, sql } from 'kysely';

/** People, their sessions and API keys, and attempts to sign in. Of secrets only hashes. */
export const people: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database);
  },
};

const statements = [
  sql`create table people (
    id uuid primary key,
    name text not null unique,
    role text not null check (role in ('officer', 'analyst', 'auditor', 'administrator')),
    password_hash text not null,
    must_change_password boolean not null,
    created_at timestamptz not null default now(),
    disabled_at timestamptz,
    last_sign_in_at timestamptz
  )`,
  sql`create table sessions (
    token_hash bytea primary key,
    person_id uuid not null references people (id) on delete cascade,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now()
  )`,
  sql`create index sessions_by_person on sessions (person_id)`,
  sql`create table api_keys (
    id uuid primary key,
    person_id uuid not null references people (id) on delete cascade,
    name text not null,
    prefix text not null,
    key_hash bytea not null unique,
    permissions text[] not null,
    is_local boolean not null default false,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  sql`create index api_keys_by_person on api_keys (person_id)`,
  sql`create table sign_in_attempts (
    subject bytea primary key,
    attempts integer not null,
    last_at timestamptz not null
  )`,
];
