import { type Kysely, sql } from 'kysely';

/** The trail of who did what, its head, and a refusal of every change of what stands there. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_entries (
      sequence bigint primary key check (sequence > 0),
      id uuid not null unique,
      at timestamptz(3) not null,
      action text not null,
      outcome text not null,
      actor_id text not null,
      actor_name text not null,
      actor_kind text not null,
      actor_roles text[] not null,
      address text,
      user_agent text,
      object_type text not null,
      object_id text,
      request_id text,
      subject text,
      problem text,
      changes jsonb not null,
      previous_hash text not null unique,
      hash text not null unique
    )`.execute(database);
  await sql`create index audit_entries_by_actor on audit_entries (actor_id, sequence)`.execute(database);
  await sql`create index audit_entries_by_object on audit_entries (object_type, object_id, sequence)`.execute(
    database,
  );
  await sql`create index audit_entries_by_action on audit_entries (action, sequence)`.execute(database);
  await sql`create index audit_entries_by_subject on audit_entries (subject, sequence) where subject is not null`.execute(
    database,
  );
  await sql`create index audit_entries_by_time on audit_entries (at)`.execute(database);
  await sql`
    create table audit_head (
      is_only boolean primary key default true check (is_only),
      sequence bigint not null,
      hash text not null,
      seal text not null
    )`.execute(database);
  await sql`insert into audit_head (sequence, hash, seal) values (0, repeat('0', 64), '')`.execute(database);
  await refuseChanges(database);
}

/** Against honest mistakes; whoever owns the database can take the triggers away, and the chain then shows it. */
async function refuseChanges(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The audit trail is only ever appended to.' using errcode = 'integrity_constraint_violation';
    end $$`.execute(database);
  await sql`
    create trigger audit_entries_stand before update or delete on audit_entries
    for each row execute function refuse_audit_change()`.execute(database);
  await sql`
    create trigger audit_entries_remain before truncate on audit_entries
    for each statement execute function refuse_audit_change()`.execute(database);
  await sql`
    create trigger audit_head_remains before delete or truncate on audit_head
    for each statement execute function refuse_audit_change()`.execute(database);
}
