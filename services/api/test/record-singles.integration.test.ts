import { randomUUID } from 'node:crypto';
import { commitSingleScore, createPayloadCipher, createSingleScore } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDataKeys } from '../src/records/data-keys.ts';
import { createFailingWork } from '../src/records/failing-work.ts';
import { makePartitions } from '../src/records/partitions.ts';
import { recordSingles } from '../src/records/record-singles.ts';
import { keptLog } from './support/kept-log.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { inventedTerms, inventedVersions } from './support/scored-batch.ts';
import { fixedRecord } from './support/simulated-worker.ts';

const cipher = createPayloadCipher(Buffer.alloc(32, 7));
let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
  await makePartitions(stage.query);
});
beforeEach(() => stage.redis.flushall());
afterAll(() => stage?.close());

async function scored(applicantId: string): Promise<string> {
  const id = randomUUID();
  const application = { KEY: applicantId };
  await createSingleScore(stage.redis, cipher, { id, owner: 'o', ...inventedVersions, application }, 100);
  await commitSingleScore(stage.redis, { id }, applicantId, fixedRecord(1));
  return id;
}

/** Work on the record that keeps its log, and a clock that is set by hand. */
function recording() {
  const { redis, query } = stage;
  const { log, lines } = keptLog();
  const dataKeys = createDataKeys(query, cipher);
  const readTerms = async () => inventedTerms;
  const clock = { nowMs: 0 };
  const failing = createFailingWork(log, 'scoreId', 'it cannot be recorded', () => clock.nowMs);
  const dependencies = { redis, cipher, query, dataKeys, readTerms, resultSeconds: 100, log, failing };
  return { record: () => recordSingles(dependencies), failing, clock, lines };
}

async function recordedIds(): Promise<string[]> {
  const rows = await stage.query.selectFrom('decisions').select('source_id').execute();
  return rows.map(({ source_id }) => source_id);
}

const listed = () => stage.redis.zrange(redisKeys.unrecordedScores, '0', '-1');
const spoil = (id: string) => stage.redis.hset(redisKeys.score(id), 'payload', 'no sealed values');

test('a score whose values cannot be read keeps no other from the record, is told once by id and stays listed', async () => {
  const [first, spoilt, last] = [await scored('a'), await scored('b'), await scored('c')];
  await spoil(spoilt);
  const { record, lines } = recording();
  expect([await record(), await record()]).toEqual([false, false]);
  const recorded = await recordedIds();
  expect(recorded).toEqual(expect.arrayContaining([first, last]));
  expect(recorded).not.toContain(spoilt);
  expect(lines).toMatchObject([{ scoreId: spoilt, err: { name: 'PayloadUnreadableError' } }]);
  expect(await listed()).toEqual([spoilt]);
});

test('a score that makes no sense in Redis keeps no other from the record and is told once by id', async () => {
  const [senseless, sound] = [await scored('a'), await scored('b')];
  await stage.redis.hset(redisKeys.score(senseless), 'submittedAtMs', 'never');
  const { record, lines } = recording();
  await record();
  await record();
  expect(await recordedIds()).toContain(sound);
  expect(lines).toMatchObject([{ scoreId: senseless }]);
  expect(await listed()).toEqual([senseless]);
});

test('more scores that cannot be recorded than are written at once keep a later one from the record for no round', async () => {
  const spoilt = await Promise.all(Array.from({ length: 600 }, () => scored('a')));
  await Promise.all(spoilt.map(spoil));
  const { record, clock, lines } = recording();
  const last = await scored('b');
  // The good one is the six hundred and first that was never tried: within one start of the task.
  expect([await record(), await record()]).toEqual([true, false]);
  expect(await recordedIds()).toContain(last);
  expect(lines).toHaveLength(600);

  // All that failed is due again and older.
  clock.nowMs = 3_600_000;
  const another = await scored('c');
  await record();
  expect(await recordedIds()).toContain(another);
  expect(await listed()).toHaveLength(600);
});

test('a score that could not be recorded is tried again, no sooner than its pause says, and is recorded when it can be read', async () => {
  const id = await scored('a');
  const payload = await stage.redis.hgetBuffer(redisKeys.score(id), 'payload');
  await spoil(id);
  const { record, failing, clock, lines } = recording();
  for (clock.nowMs of [0, 5_000]) await record();
  await stage.redis.hset(redisKeys.score(id), 'payload', payload!);
  clock.nowMs = 14_999;
  await record();
  expect(await recordedIds()).not.toContain(id);
  clock.nowMs = 15_000;
  await record();
  expect(await recordedIds()).toContain(id);
  expect(lines).toMatchObject([{ scoreId: id }]);
  expect([await listed(), failing.ids()]).toEqual([[], []]);
});

test('a score that failed here and was recorded by another api is forgotten, one that waits behind many others is not', async () => {
  const [elsewhere, behind] = [await scored('a'), await scored('b')];
  await Promise.all([spoil(elsewhere), spoil(behind)]);
  const { record, failing } = recording();
  await record();
  expect(failing.ids().sort()).toEqual([elsewhere, behind].sort());
  await stage.redis.zrem(redisKeys.unrecordedScores, elsewhere);
  await Promise.all(Array.from({ length: 503 }, () => scored('c')));
  await stage.redis.zadd(redisKeys.unrecordedScores, Date.now() + 60_000, behind);
  await record();
  expect(failing.ids()).toEqual([behind]);
});

test('a score that was gone before it was recorded is told by id', async () => {
  const gone = await scored('a');
  await stage.redis.del(redisKeys.score(gone));
  const { record, lines } = recording();
  await record();
  expect(lines).toMatchObject([{ scoreIds: [gone] }]);
  expect(await listed()).toEqual([]);
});
