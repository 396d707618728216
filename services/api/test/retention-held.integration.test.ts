import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepsUpload } from '../src/records/kept-upload.ts';
import { placeHold, releaseHold } from '../src/rights/holds.ts';
import { applyRetention } from '../src/rights/retention.ts';
import { listStoredUploads } from '../src/upload/stored-upload.ts';
import { keptLog } from './support/kept-log.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { storeUpload } from './support/stored-batch.ts';
import { storedText } from './support/stored-text.ts';

let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage?.close());

const rows = 12;
const work = () => stage.work();
const endTerm = (log = work().log) =>
  applyRetention({ ...work(), log }, { months: 25, source: '' }, new Date('2026-03-01T00:00:00Z'));
const hold = (applicantId: string) => placeHold(stage.query, { applicantId, reason: 'r' }, 'o');

/** A batch past its term of which the last row came to no decision. */
async function oldBatch(): Promise<string> {
  const id = randomUUID();
  const at = '2023-05-10T00:00:00Z';
  await sql`insert into batches values (${id}, 'completed', 'o', 'f', '', 1, 's', 'm', 'v', 'p', 1, ${rows}, ${rows - 1}, 1,
    ${at}, ${at}, now(), null)`.execute(stage.query);
  await sql`insert into decisions select ${id}, i, ${at}::timestamptz, ${id} || '/' || i, 0.1, 500, 'approve', '[]', null,
    0, 'o', 's', 'm', 'v', 'p', 1, null, null from generate_series(1, ${rows - 1}::integer) as i`.execute(
    stage.query,
  );
  await sql`insert into undecided_rows values (${id}, ${rows}, ${`${id}/${rows}`}, 'chunk-failed')`.execute(
    stage.query,
  );
  const lines = Array.from({ length: rows }, (_, index) => `${id}/${index + 1},177,R,Y,secret`);
  await storeUpload(work(), id, lines);
  return id;
}

/** Rows whose values are still there. */
async function rowsKept(id: string): Promise<number[]> {
  const lines = (await storedText(work(), id)).trimEnd().split('\n');
  expect(lines).toHaveLength(rows);
  return lines.flatMap((line, index) => (line.includes('secret') ? [index + 1] : []));
}

const entriesOf = async (id: string) => {
  const { rows: found } = await sql<{ to: string }>`
    select changes->0->>'to' as to from audit_entries where object_id = ${id} and action = 'retention.end-batch'
    order by sequence`.execute(stage.query);
  return found.map(({ to }) => to);
};

test('held applicants keep their own rows of a file past its term, decided or not, and nobody else theirs', async () => {
  const id = await oldBatch();
  const [first, second] = [await hold(`${id}/3`), await hold(`${id}/${rows}`)];
  expect(await endTerm()).toMatchObject({ decisions: rows - 2, batches: 0, rewritten: 1, held: 1 });
  expect(await rowsKept(id)).toEqual([3, rows]);
  const { rows: removals } = await sql`
    select changes from audit_entries where action = 'retention.remove-decisions'`.execute(stage.query);
  expect(removals).toEqual([
    {
      changes: [
        { setting: 'decisions', from: String(rows - 2), to: null },
        { setting: 'before', from: null, to: '2024-02-01T00:00:00.000Z' },
      ],
    },
  ]);

  // The next round has nothing to do.
  expect(await endTerm()).toMatchObject({ decisions: 0, batches: 0, rewritten: 0 });
  await releaseHold(stage.query, first.id, 'o');
  expect(await endTerm()).toMatchObject({ decisions: 1, batches: 0, rewritten: 1 });
  expect(await rowsKept(id)).toEqual([rows]);

  await releaseHold(stage.query, second.id, 'o');
  expect(await endTerm()).toMatchObject({ decisions: 0, batches: 1, rewritten: 0 });
  expect(await listStoredUploads(stage.uploads)).not.toContain(id);
  expect(await entriesOf(id)).toEqual(['rewritten', 'rewritten', 'removed']);
  const undecided = await stage.query.selectFrom('undecided_rows').selectAll().execute();
  expect(undecided).toEqual([]);
});

test('a hold on the batch keeps all its rows, of applicants who are held and of others', async () => {
  const id = await oldBatch();
  const { id: onBatch } = await placeHold(stage.query, { batchId: id, reason: 'r' }, 'o');
  await hold(`${id}/3`);
  await endTerm();
  expect(await rowsKept(id)).toHaveLength(rows);
  await releaseHold(stage.query, onBatch, 'o');
  await endTerm();
  expect(await rowsKept(id)).toEqual([3]);
});

test('a file that cannot be read is told by its batch, and the others past their term go', async () => {
  const [damaged, other] = [await oldBatch(), await oldBatch()];
  await hold(`${damaged}/1`);
  await stage.uploads.put(`uploads/${damaged}.json`, Buffer.from('{}'));
  const { log, lines } = keptLog();
  expect(await endTerm(log)).toMatchObject({ batches: 1, rewritten: 0 });
  expect(lines).toMatchObject([{ batchId: damaged }]);
  expect(await listStoredUploads(stage.uploads)).not.toContain(other);
});

test('a hold on a file that never came into the record keeps its upload until it is released', async () => {
  const id = randomUUID();
  expect(await keepsUpload(stage.query, id)).toBe(false);
  const onBatch = await placeHold(stage.query, { batchId: id, reason: 'r' }, 'o');
  expect(await keepsUpload(stage.query, id)).toBe(true);
  await releaseHold(stage.query, onBatch.id, 'o');
  expect(await keepsUpload(stage.query, id)).toBe(false);
});
