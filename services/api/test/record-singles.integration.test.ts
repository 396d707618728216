import { randomUUID } from 'node:crypto';
import { commitSingleScore, createPayloadCipher, createSingleScore } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDataKeys } from '../src/records/data-keys.ts';
import { createFailingWork } from '../src/records/failing-work.ts';
import { makePartitions } from '../src/records/partitions.ts';
import { recordSingles } from '../src/records/record-singles.ts';
import { keptLog } from './support/kept-log.ts';
import { openRecordDatabase } from './support/record-database.ts';
import { inventedTerms, inventedVersions } from './support/scored-batch.ts';
import { fixedRecord } from './support/simulated-worker.ts';

const cipher = createPayloadCipher(Buffer.alloc(32, 7));
let server: RedisServer;
let redis: Redis;
let database: Awaited<ReturnType<typeof openRecordDatabase>>;

beforeAll(async () => {
  [server, database] = await Promise.all([startRedis(), openRecordDatabase()]);
  redis = new Redis(server.url);
  await makePartitions(database.query);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await Promise.all([server.stop(), database.drop()]);
});

async function scored(applicantId: string): Promise<string> {
  const id = randomUUID();
  const application = { KEY: applicantId };
  await createSingleScore(redis, cipher, { id, owner: 'o', ...inventedVersions, application }, 100);
  await commitSingleScore(redis, { id }, applicantId, fixedRecord(1));
  return id;
}

async function recordAll() {
  const { query } = database;
  const { log, lines } = keptLog();
  const dataKeys = createDataKeys(query, cipher);
  const readTerms = async () => inventedTerms;
  const failing = createFailingWork(log, 'scoreId', 'it cannot be recorded');
  const dependencies = { redis, cipher, query, dataKeys, readTerms, resultSeconds: 100, log, failing };
  const more = await recordSingles(dependencies);
  await recordSingles(dependencies);
  const rows = await query.selectFrom('decisions').select('source_id').execute();
  return { more, lines, recorded: rows.map(({ source_id }) => source_id) };
}

test('a score whose values cannot be read keeps no other from the record, is told once by id and stays listed', async () => {
  const [first, spoilt, last] = [await scored('a'), await scored('b'), await scored('c')];
  await redis.hset(redisKeys.score(spoilt), 'payload', 'no sealed values');
  const { more, lines, recorded } = await recordAll();
  expect(recorded).toEqual(expect.arrayContaining([first, last]));
  expect(recorded).not.toContain(spoilt);
  expect(more).toBe(false);
  expect(lines).toMatchObject([{ scoreId: spoilt, err: { name: 'PayloadUnreadableError' } }]);
  expect(await redis.zrange(redisKeys.unrecordedScores, '0', '-1')).toEqual([spoilt]);
});

test('a score that was gone before it was recorded is told by id', async () => {
  const gone = await scored('a');
  await redis.del(redisKeys.score(gone));
  const { lines } = await recordAll();
  expect(lines).toMatchObject([{ scoreIds: [gone] }]);
  expect(await redis.zcard(redisKeys.unrecordedScores)).toBe(0);
});
