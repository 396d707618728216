import { createTestDatabase } from '@bora/testing';
import { type Kysely, Migrator, sql } from 'kysely';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/database/database.ts';
import { migrations } from '../src/database/migrations/index.ts';

const id = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;

test('what waits and whom a notice is due to is found in a database of the release before', async () => {
  const created = await createTestDatabase();
  const database = openDatabase(created.url, pino({ level: 'silent' }));
  const query = database.query as unknown as Kysely<unknown>;
  try {
    const migrator = new Migrator({ db: query, provider: { getMigrations: async () => migrations } });
    expect((await migrator.migrateTo('0006-shared-batches')).error).toBeUndefined();
    const decide = (digit: number, decision: string, applicant: string | null = 'a') =>
      sql`insert into decisions select ${id(digit)}::uuid, 0, timestamptz '2026-01-01Z' + ${digit} * interval '1 day', ${applicant}::text, 0.1, 600, ${decision},
        '[]', null, 0, 'officer', 's', 'm', 'v1', 'p', 1, null, null`.execute(query);
    const override = (digit: number, state: string, from: string, to: string) =>
      sql`insert into overrides (id, source_id, row_number, state, from_decision, decision, reason, explanation, person_id, person_name)
        values (gen_random_uuid(), ${id(digit)}, 0, ${state}, ${from}, ${to}, 'r', 'x', ${id(9)}, 'ana')`.execute(
        query,
      );
    for (const [digit, decision] of ['refer', 'refer', 'decline', 'decline', 'approve', 'decline'].entries())
      await decide(digit + 1, decision);
    await decide(7, 'refer', null);
    await override(2, 'stands', 'refer', 'decline');
    await override(3, 'proposed', 'decline', 'approve');
    await override(4, 'stands', 'decline', 'approve');
    await sql`insert into review_requests (id, source_id, row_number, requested_on, request, person_id, person_name)
      values (gen_random_uuid(), ${id(5)}, 0, now(), 'x', ${id(9)}, 'ana')`.execute(query);
    await sql`insert into notices (id, source_id, row_number, profile, version, creditor_name, creditor_address, issued_by, issued_by_name)
      values (gen_random_uuid(), ${id(6)}, 0, 'br', 1, 'x', 'x', ${id(9)}, 'ana')`.execute(query);

    expect((await migrator.migrateToLatest()).error).toBeUndefined();
    const referrals = await database.query
      .selectFrom('referrals')
      .select(['source_id', 'waits_for', 'settled_by'])
      .orderBy('source_id')
      .execute();
    expect(referrals.map((one) => [one.source_id[0], one.waits_for, one.settled_by?.[0] ?? null])).toEqual([
      ['1', 'decision', null],
      ['2', null, '9'],
      ['3', 'confirmation', null],
      ['4', null, '9'],
      ['5', 'review', null],
    ]);
    const adverse = await database.query
      .selectFrom('adverse_actions')
      .select(['source_id', 'issued_at'])
      .orderBy('source_id')
      .execute();
    expect(adverse.map((one) => [one.source_id[0], one.issued_at !== null])).toEqual([
      ['2', false],
      ['3', false],
      ['6', true],
    ]);
  } finally {
    await database.close();
    await created.drop();
  }
});
