import { randomUUID } from 'node:crypto';
import { commitSingleScore, createPayloadCipher, createSingleScore, uploadKeys } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFailingWork } from '../src/records/failing-work.ts';
import { eraseWaiting } from '../src/rights/erase-waiting.ts';
import { readErasure, requestErasure } from '../src/rights/erasures.ts';
import { listHolds, placeHold, releaseHold } from '../src/rights/holds.ts';
import { keptLog } from './support/kept-log.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { testPayloadKey } from './support/record-work.ts';
import { inventedVersions } from './support/scored-batch.ts';
import { fixedRecord } from './support/simulated-worker.ts';

const cipher = createPayloadCipher(testPayloadKey);
let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
beforeEach(async () => {
  await stage.redis.flushall();
  await sql`truncate decisions, undecided_rows, erasures, holds`.execute(stage.query);
});
afterAll(() => stage?.close());

async function decided(applicantId: string, count = 1): Promise<string> {
  const source = randomUUID();
  await sql`insert into decisions select ${source}, i, now(), ${applicantId}, 0.1, 500, 'approve', '[]', null, 0, 'o',
    's', 'm', 'v', 'p', 1, null, null from generate_series(1, ${count}::integer) as i`.execute(stage.query);
  return source;
}

const ask = async (applicantId: string) => (await requestErasure(stage.query, applicantId, 'o')).id;
const stateOf = async (id: string) => (await readErasure(stage.query, id)).state;

async function erase(): Promise<Record<string, unknown>[]> {
  const { log, lines } = keptLog();
  const failing = createFailingWork(log, 'erasureId', 'an erasure failed');
  await eraseWaiting({ ...stage.work(), failing }, stage.query);
  return lines;
}

test('an erasure that fails is told by id and goes on waiting, and those behind it are done', async () => {
  const batchId = await decided('first');
  await stage.uploads.put(uploadKeys.index(batchId), Buffer.from('damaged'));
  await decided('second');
  const [failing, behind] = [await ask('first'), await ask('second')];
  expect(await erase()).toMatchObject([{ erasureId: failing }]);
  expect([await stateOf(failing), await stateOf(behind)]).toEqual(['waiting', 'done']);
  await stage.uploads.delete(uploadKeys.index(batchId));
  expect(await erase()).toEqual([]);
  expect(await stateOf(failing)).toBe('done');
});

test('an erasure that fails is told once, however often it is looked for, and keeps being tried', async () => {
  const batchId = await decided('first');
  await stage.uploads.put(uploadKeys.index(batchId), Buffer.from('damaged'));
  const id = await ask('first');
  const { log, lines } = keptLog();
  let nowMs = 0;
  const failing = createFailingWork(log, 'erasureId', 'an erasure failed', () => nowMs);
  const look = () => eraseWaiting({ ...stage.work(), failing }, stage.query);
  for (nowMs of [0, 1, 5_000, 60_000]) expect(await look()).toBe(0);
  expect(lines).toMatchObject([{ erasureId: id }]);
  await stage.uploads.delete(uploadKeys.index(batchId));
  expect(await look()).toBe(0);
  nowMs += 600_000;
  expect([await look(), await stateOf(id)]).toEqual([1, 'done']);
});

test('an erasure that failed here and that another api ended is forgotten', async () => {
  const asked: string[] = [];
  for (const applicantId of ['first', 'second']) {
    const batchId = await decided(applicantId);
    await stage.uploads.put(uploadKeys.index(batchId), Buffer.from('damaged'));
    asked.push(await ask(applicantId));
  }
  const failing = createFailingWork(keptLog().log, 'erasureId', 'an erasure failed');
  const look = () => eraseWaiting({ ...stage.work(), failing }, stage.query);
  await look();
  expect(failing.ids()).toEqual(asked);
  await sql`update erasures set done_at = now() where id = ${asked[0]}`.execute(stage.query);
  await look();
  expect(failing.ids()).toEqual([asked[1]]);
});

test('an id that stands for more than a thousand decisions is nobody to erase, when asked and when it is done', async () => {
  await decided('0', 1_000);
  const asked = await ask('0');
  await decided('0');
  await expect(ask('0')).rejects.toMatchObject({ code: 'bad-request' });
  await erase();
  expect(await readErasure(stage.query, asked)).toMatchObject({
    state: 'refused',
    failure: 'bad-request',
  });
  const { rows } = await sql<{ left: number }>`
    select count(*) as left from decisions where applicant_id = '0'`.execute(stage.query);
  expect(rows[0]?.left).toBe(1_001);
});

test.each([redisKeys.waitingScores, redisKeys.activeBatches])(
  'an erasure waits while %s holds something older, and not for what came after it',
  async (list) => {
    await decided('somebody');
    const id = await ask('somebody');
    const { requestedAt } = await readErasure(stage.query, id);
    await stage.redis.zadd(
      list,
      Date.parse(requestedAt) - 1_000,
      'older',
      Date.parse(requestedAt) + 1_000,
      'younger',
    );
    await erase();
    expect(await stateOf(id)).toBe('waiting');
    await stage.redis.zrem(list, 'older');
    await erase();
    expect(await stateOf(id)).toBe('done');
  },
);

test("an erasure waits for the applicant's own score that is not in the record, and for no other's", async () => {
  const [mine, other] = [randomUUID(), randomUUID()];
  for (const [id, applicantId] of [
    [mine, 'me'],
    [other, 'other'],
  ] as const) {
    await createSingleScore(
      stage.redis,
      cipher,
      { id, owner: 'o', ...inventedVersions, application: {} },
      100,
    );
    await commitSingleScore(stage.redis, { id }, applicantId, fixedRecord(1));
  }
  const [held, free] = [await ask('me'), await ask('somebody')];
  await erase();
  expect([await stateOf(held), await stateOf(free)]).toEqual(['waiting', 'done']);
  await stage.redis.zrem(redisKeys.unrecordedScores, mine);
  await erase();
  expect(await stateOf(held)).toBe('done');
});

test('an erasure forgets whom released holds were on, and why', async () => {
  await decided('held-once');
  const { id } = await placeHold(
    stage.query,
    { applicantId: 'held-once', reason: 'Their complaint' },
    'somebody',
  );
  await releaseHold(stage.query, id, 'somebody');
  const erasure = await ask('held-once');
  await erase();
  expect(await stateOf(erasure)).toBe('done');
  expect(await listHolds(stage.query, true)).toMatchObject([
    { id, applicantId: null, batchId: null, reason: '', placedBy: 'somebody', releasedBy: 'somebody' },
  ]);
});
