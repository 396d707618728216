import { randomUUID } from 'node:crypto';
import {
  cancelSegmentation,
  createPayloadCipher,
  createSegmentation,
  failSegmentation,
  lifetimesOf,
  listUnrecordedRun,
  redisNowMs,
} from '@bora/batch-store';
import { redisKeys, SegmentationRunList } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../src/logging/logger.ts';
import { createFailingWork } from '../src/records/failing-work.ts';
import { listRecordedRuns, readRecordedRun } from '../src/records/read-recorded-runs.ts';
import { applyRetention } from '../src/rights/retention.ts';
import { recordedSegmentations, recordSegmentations } from '../src/segmentations/recorded-segmentations.ts';
import { ask } from './support/ask.ts';
import { nothingAsked } from './support/nothing-asked.ts';
import { type Credential, type Someone, TestPeople } from './support/people.ts';
import { recordWork } from './support/record-work.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { trailEntries } from './support/trail.ts';

let api: RunningApi;
let people: TestPeople;
let owner: Someone;
let ofOwner: Credential;
let ofOther: Credential;
let ofAuditor: Credential;
const cipher = createPayloadCipher(Buffer.alloc(32, 1));

beforeAll(async () => {
  api = await startApi();
  people = new TestPeople(api);
  owner = await people.add('analyst');
  // Analysts read everybody's: only with fewer permissions the owner decides.
  ofOwner = await owner.key(['segmentation:read', 'segmentation:run', 'customer:classify']);
  ofOther = await (await people.add('analyst')).key([
    'segmentation:read',
    'segmentation:run',
    'customer:classify',
  ]);
  ofAuditor = await (await people.add('auditor')).key();
});
afterAll(async () => {
  await people?.close();
  await api?.close();
});
beforeEach(async () => {
  await api.redis.del(
    redisKeys.segmentations,
    redisKeys.activeSegmentations,
    redisKeys.unrecordedSegmentations,
  );
  await people.database.query.deleteFrom('segmentations').execute();
});

type End = 'failed' | 'cancelled' | 'running';
async function segmentation(end: End, given: Partial<typeof nothingAsked> = {}): Promise<string> {
  const id = randomUUID();
  const terms = { id, owner: owner.id, fileName: 'f.csv', asked: { ...nothingAsked, ...given } };
  await createSegmentation(api.redis, terms, lifetimesOf(7));
  if (end === 'failed') await failSegmentation(api.redis, id, { code: 'no-layout-fits', message: 'None.' });
  if (end === 'cancelled') await cancelSegmentation(api.redis, id);
  return id;
}

/** One with a moment of its own. */
async function laterSegmentation(end: End): Promise<string> {
  const startedAt = await redisNowMs(api.redis);
  await waitUntil(async () => (await redisNowMs(api.redis)) > startedAt, { what: 'the next millisecond' });
  return segmentation(end);
}

const failing = createFailingWork(createLogger('silent'), 'segmentationId', '');
const record = () => recordSegmentations(people.database.query, api.redis, cipher, 3_600, failing);
const isRecorded = async (id: string) =>
  (await readRecordedRun(people.database.query, recordedSegmentations, id)) !== undefined;

async function forget(...ids: string[]): Promise<void> {
  await api.redis.del(...ids.map(redisKeys.segmentation));
  await api.redis.zrem(redisKeys.segmentations, ...ids);
}

async function page(credential: Credential, query = ''): Promise<[ids: string[], next: string | null]> {
  const response = await fetch(`${api.url}/v1/segmentations${query}`, { headers: credential });
  const { segmentations, nextCursor } = SegmentationRunList.parse(await response.json());
  return [segmentations.map(({ id }) => id), nextCursor];
}

test('the api records what has ended by itself, and nothing that still runs', async () => {
  const [running, failed, cancelled] = [
    await segmentation('running'),
    await segmentation('failed'),
    await segmentation('cancelled'),
  ];
  await waitUntil(async () => (await isRecorded(failed)) && (await isRecorded(cancelled)), {
    what: 'both to be recorded',
  });
  expect(await isRecorded(running)).toBe(false);
});

test('recording again, or twice at once, keeps one', async () => {
  const id = await segmentation('failed');
  await Promise.all([record(), record()]);
  await listUnrecordedRun(api.redis, 'segmentations', id, Date.now());
  await record();
  expect(
    await listRecordedRuns(people.database.query, recordedSegmentations, { limit: 10, owner: undefined }),
  ).toHaveLength(1);
});

test('text that PostgreSQL does not take keeps neither its segmentation nor the others from the record', async () => {
  const [hostile, plain] = [
    await segmentation('failed', { layout: 'a\0\ud800' }),
    await segmentation('failed'),
  ];
  await record();
  expect(await isRecorded(plain)).toBe(true);
  const recorded = await readRecordedRun(people.database.query, recordedSegmentations, hostile);
  expect(recorded?.run.asked.layout).toBe('a\uFFFD\uFFFD');
});

test('a recorded segmentation is read by its owner and by who may read all, and is not there for anybody else', async () => {
  const id = await segmentation('failed');
  await record();
  await forget(id);
  const url = `${api.url}/v1/segmentations/${id}`;
  for (const credential of [ofOwner, ofAuditor]) {
    expect((await ask('GET', url, credential)).status).toBe(200);
    expect(await page(credential)).toEqual([[id], null]);
  }
  for (const path of ['', '/summary', '/members', '/members.csv']) {
    expect(await ask('GET', `${url}${path}`, ofOther)).toEqual({
      status: 404,
      code: 'segmentation-not-found',
    });
  }
  expect((await ask('DELETE', url, ofOther)).code).toBe('segmentation-not-found');
  expect((await ask('DELETE', url, ofOwner)).code).toBe('segmentation-ended');
  expect((await ask('GET', `${url}/summary`, ofOwner)).code).toBe('segmentation-not-completed');
  expect(await page(ofOther)).toEqual([[], null]);
});

test('pages of the list hold what Redis knows and what only the record knows, each once, newest first', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 7; index += 1) ids.unshift(await laterSegmentation('failed'));
  await record();
  const running = await laterSegmentation('running');
  // The oldest are the first that Redis forgets, and one between them.
  await forget(ids[2]!, ...ids.slice(4));
  const all = [running, ...ids];
  const paged: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const [found, next]: Awaited<ReturnType<typeof page>> = await page(
      ofOwner,
      `?limit=3${cursor && `&cursor=${cursor}`}`,
    );
    expect(found.length).toBeLessThanOrEqual(3);
    paged.push(...found);
    cursor = next;
  }
  expect(paged).toEqual(all);
  expect(await page(ofOwner, `?cursor=${randomUUID()}`)).toEqual([[], null]);
});

test('a recorded segmentation goes when its term has ended', async () => {
  const id = await segmentation('failed');
  await record();
  const round = (now: Date) =>
    applyRetention(
      recordWork(api.redis, people.database.query, api.uploads),
      { months: 25, source: '' },
      now,
    );
  await round(new Date());
  expect(await isRecorded(id)).toBe(true);
  await round(new Date(Date.now() + 27 * 31 * 86_400_000));
  expect(await isRecorded(id)).toBe(false);
  const entries = await trailEntries(api, '&action=retention.remove-runs');
  expect(entries.flatMap(({ changes }) => changes.map(({ setting }) => setting))).toEqual(['segmentations']);
});
