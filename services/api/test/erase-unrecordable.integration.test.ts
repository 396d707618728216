import { randomUUID } from 'node:crypto';
import {
  askWhatIf,
  commitSingleScore,
  createBatch,
  createSingleScore,
  failSingleScore,
  keepWhatIfOutcome,
  publishBatch,
  readSingleScore,
  readWhatIfOutcome,
  readWhatIfQuestion,
  whatIfIdOf,
} from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eraseWaiting } from '../src/rights/erase-waiting.ts';
import { readErasure, requestErasure } from '../src/rights/erasures.ts';
import { placeHold, releaseHold } from '../src/rights/holds.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { inventedVersions } from './support/scored-batch.ts';
import { fixedRecord } from './support/simulated-worker.ts';
import { storeUpload } from './support/stored-batch.ts';
import { storedText } from './support/stored-text.ts';

const lifetimes = { waitingSeconds: 3_600, resultSeconds: 3_600 };
let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
beforeEach(() => stage.redis.flushall());
afterAll(() => stage?.close());

const work = () => stage.work();

async function erased(applicantId: string) {
  const { id } = await requestErasure(stage.query, applicantId, 'o');
  await eraseWaiting(work(), stage.query);
  return readErasure(stage.query, id);
}

/** A single application of the applicant, waiting for its score. */
async function single(applicantId: string, isTrial = false): Promise<string> {
  const id = randomUUID();
  const application = { KEY: ` ${applicantId} `, NOTE: 'secret' };
  await createSingleScore(
    stage.redis,
    work().cipher,
    { id, owner: 'o', ...inventedVersions, application, isTrial },
    3_600,
  );
  return id;
}

async function failed(applicantId: string): Promise<string> {
  const id = await single(applicantId);
  await failSingleScore(stage.redis, id, { code: 'scoring-failed', message: '' });
  return id;
}

/** Asks, and keeps an answer for, what would change a decision. */
async function askedWhatIf(whatIfId: string): Promise<void> {
  const question = { ...inventedVersions, application: { KEY: 'x' } };
  await askWhatIf(stage.redis, work().cipher, whatIfId, question);
  await keepWhatIfOutcome(stage.redis, work().cipher, whatIfId, { failure: 'scoring-failed' });
}

async function isKnownWhatIf(whatIfId: string): Promise<boolean> {
  const { cipher } = work();
  const kept = [
    readWhatIfQuestion(stage.redis, cipher, whatIfId),
    readWhatIfOutcome(stage.redis, cipher, whatIfId),
  ];
  return (await Promise.all<unknown>(kept)).some((one) => one !== undefined);
}

test('single applications that could not be scored, and single trials, are erased, and no one else’s', async () => {
  const [mine, others] = [await failed('me'), await failed('somebody')];
  const trial = await single('me', true);
  await commitSingleScore(stage.redis, { id: trial, trial: 'yes' }, 'me', fixedRecord(1));
  expect((await erased('me')).report).toEqual({ decisions: 0, undecided: 2, uploadRows: 0, results: 2 });
  const left = await Promise.all([mine, trial, others].map((id) => readSingleScore(stage.redis, id)));
  expect(left.map((score) => score?.id)).toEqual([undefined, undefined, others]);
});

/** A trial that has ended, of nine rows. */
async function trialBatch(): Promise<string> {
  const id = randomUUID();
  const batch = { id, owner: 'o', fileName: 'f', schema: 'invented', ...inventedVersions, isTrial: true };
  await createBatch(stage.redis, batch, lifetimes);
  const file = { fileSha256: '', fileBytes: 1, layout: '{}', ignoredColumns: [], rows: 9, chunks: 3 };
  await publishBatch(stage.redis, id, file);
  await stage.redis.hset(redisKeys.batchMeta(id), { state: 'completed' });
  await stage.redis.zrem(redisKeys.activeBatches, id);
  const lines = Array.from({ length: 9 }, (_, index) => `trial-${index + 1},177,R,Y,secret`);
  await storeUpload(work(), id, lines);
  return id;
}

test('rows of a trial are erased from its stored upload, the others stay', async () => {
  const id = await trialBatch();
  await askedWhatIf(whatIfIdOf(id, 6));
  expect((await erased('trial-6')).report).toMatchObject({ undecided: 1, uploadRows: 1 });
  const text = await storedText(work(), id);
  expect(text.match(/trial-\d/g)).toEqual([1, 2, 3, 4, 5, 7, 8, 9].map((row) => `trial-${row}`));
  expect(await isKnownWhatIf(whatIfIdOf(id, 6))).toBe(false);
});

test('a hold on a trial refuses the erasure of who stands in it', async () => {
  const batchId = await trialBatch();
  const { id } = await placeHold(stage.query, { batchId, reason: 'r' }, 'o');
  expect(await erased('trial-6')).toMatchObject({ state: 'refused', failure: 'on-hold' });
  expect(await storedText(work(), batchId)).toContain('trial-6');
  await releaseHold(stage.query, id, 'o');
  expect((await erased('trial-6')).state).toBe('done');
});

test('what was asked about decisions of the applicant is erased with them, and what was asked about others stays', async () => {
  const { query } = stage;
  const [source, score] = [randomUUID(), randomUUID()];
  for (const [id, row, applicant] of [
    [source, 1, 'asker'],
    [source, 2, 'other'],
    [score, 0, 'asker'],
  ] as const)
    await sql`insert into decisions values (${id}, ${row}, now(), ${applicant}, 0.1, 500, 'approve', '[]', null, 0, 'o',
      's', 'm', 'v', 'p', 1, null, null)`.execute(query);
  const asked = [whatIfIdOf(source, 1), whatIfIdOf(score), whatIfIdOf(source, 2)];
  for (const id of asked) await askedWhatIf(id);
  expect((await erased('asker')).state).toBe('done');
  expect(await Promise.all(asked.map(isKnownWhatIf))).toEqual([false, false, true]);
});
