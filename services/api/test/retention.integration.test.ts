import { randomUUID } from 'node:crypto';
import { uploadKeys } from '@bora/batch-store';
import { requirementOf } from '@bora/bundle';
import { waitUntil } from '@bora/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPartitions, makePartitions } from '../src/records/partitions.ts';
import { whileThere } from '../src/records/passing-failure.ts';
import { listHolds, placeHold } from '../src/rights/holds.ts';
import { removeDecisions } from '../src/rights/remove-decisions.ts';
import { applyRetention, readRetention } from '../src/rights/retention.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { storeUpload } from './support/stored-batch.ts';

let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage?.close());

const work = () => stage.work();
const march = new Date('2026-03-01T00:00:00Z');
const terms = { months: 25, source: '' };

async function recordedBatch(at: string, rows: number): Promise<string> {
  const id = randomUUID();
  await sql`insert into batches values (${id}, 'completed', 'o', 'f', '', 1, 's', 'm', 'v', 'p', 1, ${rows}, ${rows}, 0,
    ${at}, ${at}, now(), null)`.execute(stage.query);
  await sql`insert into decisions select ${id}, i, ${at}::timestamptz, ${id} || '/' || i, 0.1, 500, 'approve', '[]', null, 0, 'o',
    's', 'm', 'v', 'p', 1, null, null from generate_series(1, ${rows}::integer) as i`.execute(stage.query);
  const lines = Array.from({ length: rows }, (_, index) => `${id}/${index + 1},177,R,Y,secret`);
  await storeUpload(work(), id, lines);
  return id;
}

async function left(): Promise<{ batches: string[]; decisions: number; uploads: number }> {
  const batches = await stage.query.selectFrom('batches').select('id').execute();
  const { rows } = await sql<{ decisions: number }>`select count(*) as decisions from decisions`.execute(
    stage.query,
  );
  let objects = 0;
  for await (const _ of stage.uploads.list('')) objects += 1;
  return { batches: batches.map(({ id }) => id).sort(), decisions: rows[0]!.decisions, uploads: objects / 2 };
}

test('under us-ecoa decisions stay 25 months at least, then go with what was given, but for what is on hold', async () => {
  const { servingProfile } = await requirementOf('us-ecoa');
  const { retention } = servingProfile!;
  expect(retention).toMatchObject({ months: 25, source: expect.stringContaining('1002.12(b)') });
  await makePartitions(stage.query, new Date('2024-01-15'));
  const old = await recordedBatch('2024-01-31T23:59:59.999Z', 10);
  const held = await recordedBatch('2024-01-10T00:00:00Z', 10);
  const heldInPart = await recordedBatch('2024-01-11T00:00:00Z', 10);
  const withoutPartition = await recordedBatch('2023-06-01T00:00:00Z', 10);
  const young = await recordedBatch('2024-02-01T00:00:00.000Z', 10);
  const erased = await recordedBatch('2024-01-12T00:00:00Z', 1);
  await sql`update decisions set applicant_id = null where source_id = ${erased}`.execute(stage.query);
  await placeHold(stage.query, { batchId: held, reason: 'r' }, 'o');
  const kept = await placeHold(stage.query, { applicantId: `${heldInPart}/3`, reason: 'r' }, 'o');

  // 25 months after the last moment of January 2024 is the last of February 2026.
  expect(await applyRetention(work(), retention!, new Date('2026-02-28T23:59:59Z'))).toMatchObject({
    decisions: 10,
    batches: 1,
  });
  expect((await left()).batches).not.toContain(withoutPartition);
  const report = await applyRetention(work(), retention!, march);
  expect(report).toEqual({
    before: '2024-02-01T00:00:00.000Z',
    decisions: 20,
    batches: 2,
    rewritten: 1,
    held: 11,
  });
  expect(await left()).toEqual({ batches: [held, heldInPart, young].sort(), decisions: 21, uploads: 3 });
  expect((await left()).batches).not.toContain(old);

  await sql`update holds set released_at = now() where id = ${kept.id}`.execute(stage.query);
  expect(await applyRetention(work(), retention!, march)).toMatchObject({
    decisions: 1,
    batches: 1,
    held: 10,
  });
  await sql`update holds set released_at = now()`.execute(stage.query);
  await applyRetention(work(), retention!, march);
  expect(await left()).toEqual({ batches: [young], decisions: 10, uploads: 1 });
  const names = (await listPartitions(stage.query)).map(({ name }) => name);
  expect(names).not.toContain('decisions_2024_01');
  expect(names).toContain('decisions_2024_02');
  const { rounds } = await readRetention(stage.query, 'us-ecoa', retention!);
  expect(rounds.map(({ decisions }) => decisions)).toEqual([10, 1, 20, 10]);
});

test('what people wrote about a decision goes with it, and its claims and notices; others keep theirs', async () => {
  const { query } = stage;
  const [old, young] = [
    await recordedBatch('2020-01-10T00:00:00Z', 1),
    await recordedBatch('2024-02-02T00:00:00Z', 1),
  ];
  for (const source of [old, young]) {
    for (const statement of [
      sql`insert into decision_notes values (gen_random_uuid(), ${source}, 1, 'words', ${source}, 'n')`,
      sql`insert into review_requests values (gen_random_uuid(), ${source}, 1, now(), 'words', ${source}, 'n')`,
      sql`insert into overrides values (gen_random_uuid(), ${source}, 1, 'stands', 'refer', 'approve', 'r', 'words',
        null, ${source}, 'n')`,
      sql`insert into claims values (${source}, 1, ${source}, 'n')`,
      sql`insert into notices values (gen_random_uuid(), ${source}, 1, 'p', 1, 'c', 'a', null, now(), ${source}, 'n')`,
    ])
      await statement.execute(query);
  }
  await applyRetention(work(), terms, march);
  for (const table of ['decision_notes', 'claims', 'notices'])
    expect((await sql`select source_id from ${sql.table(table)}`.execute(query)).rows).toEqual([
      { source_id: young },
    ]);
  const words = await sql<{ source_id: string; words: string }>`
    select source_id, explanation as words from overrides union all select source_id, request from review_requests
    order by words`.execute(query);
  expect(words.rows.map((row) => [row.source_id, row.words])).toEqual([
    [old, ''],
    [old, ''],
    [young, 'words'],
    [young, 'words'],
  ]);
});

test('a month of more rows than one step removes goes as a whole', async () => {
  await makePartitions(stage.query, new Date('2019-05-01'));
  await recordedBatch('2019-05-10T00:00:00Z', 25);
  await recordedBatch('2018-05-10T00:00:00Z', 20);
  expect(await removeDecisions(stage.query, new Date('2019-06-01'), async () => {}, 10)).toBe(45);
  expect((await listPartitions(stage.query)).map(({ name }) => name)).not.toContain('decisions_2019_05');
});

test('a hold that is placed while another batch is removed keeps its batch', async () => {
  const { query } = stage;
  const batches = [
    await recordedBatch('2020-01-10T00:00:00Z', 0),
    await recordedBatch('2020-01-11T00:00:00Z', 0),
  ];
  let placed: Promise<unknown> | undefined;
  let kept: string | undefined;
  /** While the upload of the first batch is removed somebody places a hold on the other one. */
  const watched = new Proxy(stage.uploads, {
    get(store, name) {
      if (name !== 'delete') return Reflect.get(store, name).bind(store);
      return async (key: string) => {
        if (!placed) {
          kept = batches.find((id) => !key.includes(id))!;
          placed = placeHold(query, { batchId: kept, reason: 'r' }, 'o');
          await waitUntil(
            async () => {
              const waiting = await sql`
                select 1 from pg_locks where locktype = 'advisory' and not granted
                and database = (select oid from pg_database where datname = current_database())`.execute(
                query,
              );
              return (
                waiting.rows.length > 0 ||
                (await listHolds(query, false)).some(({ batchId }) => batchId === kept)
              );
            },
            { what: 'the hold to wait or be placed' },
          );
        }
        await store.delete(key);
      };
    },
  });
  await applyRetention({ ...work(), uploads: watched }, terms, march);
  await placed;
  const { batches: stayed } = await left();
  expect(batches.filter((id) => stayed.includes(id))).toEqual([kept]);
  expect((await stage.uploads.get(uploadKeys.index(kept!))).length).toBeGreaterThan(0);
});

test('a statement that takes too long in the background is told, and does not count as a database that is away', async () => {
  const slow = () =>
    stage.query.transaction().execute(async (transaction) => {
      await sql`set local statement_timeout = 10`.execute(transaction);
      await sql`select pg_sleep(5)`.execute(transaction);
    });
  await expect(whileThere(stage.database, slow)).rejects.toMatchObject({ code: '57014' });
});
