import { randomUUID } from 'node:crypto';
import { redisKeys } from '@bora/contracts';
import { type RedisServer, startRedis } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  commitSingleScore,
  createPayloadCipher,
  createSingleScore,
  failSingleScore,
  readApplication,
  readSingleScore,
  readUnrecordableScores,
} from '../src/index.ts';
import { record, versions } from './invented-score.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(7));
const application = { income: 1200, city: 'Rivermouth', owner: null };
let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function newSingle(): Promise<string> {
  const id = randomUUID();
  await createSingleScore(redis, cipher, { id, owner: 'local', ...versions, application }, 100);
  return id;
}

test('an application waits sealed and comes back as it was submitted', async () => {
  const id = await newSingle();
  expect(await readSingleScore(redis, id)).toMatchObject({
    state: 'queued',
    policy: { version: 2 },
    record: undefined,
  });
  expect(await readApplication(redis, cipher, id)).toEqual(application);
  const raw = await redis.hgetallBuffer(redisKeys.score(id));
  expect(Buffer.concat(Object.values(raw)).includes('Rivermouth')).toBe(false);
});

test('the first answer stands: a score is written once, and a later failure does not replace it', async () => {
  const id = await newSingle();
  const written = await Promise.all([1, 2, 3].map(() => commitSingleScore(redis, { id }, 'A-1', record)));
  expect(written.filter(Boolean)).toHaveLength(1);
  expect(await failSingleScore(redis, id, { code: 'late', message: 'Too late.' })).toBe(false);
  expect(await readSingleScore(redis, id)).toMatchObject({ state: 'scored', applicantId: 'A-1', record });
});

test('a score that is not there is undefined, and committing it creates nothing', async () => {
  const id = randomUUID();
  expect(await readSingleScore(redis, id)).toBeUndefined();
  expect(await readApplication(redis, cipher, id)).toBeUndefined();
  expect(await commitSingleScore(redis, { id }, 'A-1', record)).toBe(false);
  expect(await redis.exists(redisKeys.score(id))).toBe(0);
});

test('trials and applications that failed are listed until they expire, and those that were scored are not', async () => {
  await redis.del(redisKeys.unrecordableScores);
  const [failed, scored, trial] = [await newSingle(), await newSingle(), randomUUID()];
  const versions = { model: { name: 'test', version: '1' }, policy: { name: 'default', version: 2 } };
  const single = { id: trial, owner: 'local', ...versions, application, isTrial: true };
  await createSingleScore(redis, cipher, single, 100);
  await failSingleScore(redis, failed, { code: 'scoring-failed', message: '' });
  await commitSingleScore(redis, { id: scored }, 'A-1', record);
  expect((await readUnrecordableScores(redis)).toSorted()).toEqual([failed, trial].toSorted());
  // As if their time had come.
  await redis.zadd(redisKeys.unrecordableScores, Date.now() - 1, trial);
  await failSingleScore(redis, await newSingle(), { code: 'scoring-failed', message: '' });
  expect(await readUnrecordableScores(redis)).not.toContain(trial);
  expect(await readUnrecordableScores(redis)).toContain(failed);
});
