import { randomUUID } from 'node:crypto';
import { redisKeys } from '@bora/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeHold, releaseHold } from '../src/rights/holds.ts';
import { removeNobodysRows } from '../src/rights/nobodys-rows.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { storeUpload } from './support/stored-batch.ts';
import { storedText } from './support/stored-text.ts';

let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage?.close());

const work = () => stage.work();
const remove = () => removeNobodysRows(work());

/** A recorded batch in which the rows 2 and 3 are nobody's and row 4, that was rejected too, is somebody's. */
async function batchWithNobody(): Promise<string> {
  const { query } = stage;
  const id = randomUUID();
  await sql`insert into batches values (${id}, 'completed', 'o', 'f', '', 1, 's', 'm', 'v', 'p', 1, 5, 2, 3,
    now(), now(), now(), null)`.execute(query);
  await sql`insert into undecided_rows values (${id}, 2, '', 'missing-id'), (${id}, 3, '', 'wrong-field-count'),
    (${id}, 4, 'somebody', 'wrong-field-count')`.execute(query);
  await storeUpload(
    work(),
    id,
    ['a,1,R,Y,first', ',2,R,Y,second', 'third', 'somebody,4', 'b,5,R,Y,fifth'],
    2,
  );
  return id;
}

const words = async (id: string) => (await storedText(work(), id)).match(/[a-z]{2,}/g);

test('rows in which no id can be read leave the stored upload when Redis has forgotten the batch, and no other rows', async () => {
  const id = await batchWithNobody();
  await stage.redis.hset(redisKeys.batchMeta(id), 'state', 'completed');
  expect(await remove()).toBe(0);
  expect(await words(id)).toEqual(['first', 'second', 'third', 'somebody', 'fifth']);
  await stage.redis.del(redisKeys.batchMeta(id));
  expect(await remove()).toBe(2);
  expect(await words(id)).toEqual(['first', 'somebody', 'fifth']);
  expect(await remove()).toBe(0);
  const { rows } = await sql`select action, changes from audit_entries where object_id = ${id}`.execute(
    stage.query,
  );
  expect(rows).toEqual([
    { action: 'retention.remove-rows', changes: [{ setting: 'rows', from: '2', to: null }] },
  ]);
});

test('a hold on the batch keeps its rows, also those that are nobody’s, until it is released', async () => {
  const batchId = await batchWithNobody();
  const { id } = await placeHold(stage.query, { batchId, reason: 'r' }, 'o');
  expect(await remove()).toBe(0);
  expect(await words(batchId)).toContain('second');
  await releaseHold(stage.query, id, 'o');
  expect(await remove()).toBe(2);
});
