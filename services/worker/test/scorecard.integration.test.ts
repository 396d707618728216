import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createPayloadCipher, createSingleScore, readSingleScore } from '@bora/batch-store';
import { requirementOf } from '@bora/bundle';
import { type ModelReference, type Policy, queuePrefix, queues } from '@bora/contracts';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import type { Scorecard } from '@bora/scorecard';
import { type RedisServer, startRedis, temporaryDirectory, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { startWorker } from '../src/worker.ts';
import { trainScorecardChampion } from './trained-bundle.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(9));
const policy: Policy = {
  name: 'default',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  description: '',
  approveBelow: 0.2,
  declineFrom: 0.3,
  rules: [],
};
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: RedisServer;
let redis: Redis;
let singles: Queue;
let models: ObjectStore;
let policies: ObjectStore;
let model: ModelReference;
let scorecard: Scorecard;
let worker: Awaited<ReturnType<typeof startWorker>>;

beforeAll(async () => {
  folder = await temporaryDirectory();
  server = await startRedis();
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
  singles = new Queue(queues.singles.name, { connection: redis, prefix: queuePrefix });
  models = openObjectStore(`file:${join(folder.path, 'models')}`);
  policies = openObjectStore(`file:${join(folder.path, 'policies')}`);
  await policies.put('default/1.json', Buffer.from(JSON.stringify(policy)));
  const trained = await trainScorecardChampion(models);
  scorecard = trained.scorecard;
  model = { name: trained.description.name, version: trained.description.version };
  worker = await startWorker({
    config: readConfig({ REDIS_URL: server.url, MODEL_NAME: model.name, INFERENCE_THREADS: '1' }),
    modelStore: models,
    policyStore: policies,
    uploads: openObjectStore(`file:${join(folder.path, 'uploads')}`),
    segmentStore: openObjectStore(`file:${join(folder.path, 'segments')}`),
    cipher,
    requirement: await requirementOf('none'),
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await worker.close();
  await singles.close();
  redis.disconnect();
  await server.stop();
  await folder.remove();
});

async function score(application: Record<string, string | number>) {
  const id = randomUUID();
  const reference = { name: 'default', version: 1 };
  await createSingleScore(redis, cipher, { id, owner: 'local', model, policy: reference, application }, 1000);
  await singles.add(queues.singles.name, { v: 1, scoreId: id });
  const scored = async () => {
    const single = await readSingleScore(redis, id);
    return single?.state === 'scored' ? single : undefined;
  };
  const single = await waitUntil(scored, { what: 'the application to be scored' });
  return single!.record!;
}

/** The points of a line of the table, looked up as a person would. */
function pointsOf(name: string, value: number | string | undefined): number {
  const { binning, attributes } = scorecard.characteristics.find(({ variable }) => variable === name)!;
  const bins = binning.kind === 'number' ? binning.edges.length + 1 : binning.groups.length + 1;
  if (value === undefined) return attributes[bins]!.points;
  const line =
    binning.kind === 'number'
      ? binning.edges.filter((edge) => Number(value) >= edge).length
      : binning.groups.findIndex((levels) => levels.includes(String(value).toUpperCase()));
  return attributes[line]!.points;
}

test('the score that the worker gives is the sum of base points and the points of the attributes', async () => {
  expect(scorecard.characteristics.map(({ variable }) => variable)).toContain('income');
  const used = new Set(scorecard.characteristics.map(({ variable }) => variable));
  const points = (name: string, value?: number | string) => (used.has(name) ? pointsOf(name, value) : 0);
  for (const { income, home } of [
    { income: 510, home: 'own' },
    { income: 1700, home: 'rent' },
    { income: 3400, home: 'own' },
  ]) {
    const record = await score({ number: 'A1', income, home });
    const byHand = scorecard.basePoints + points('income', income) + points('home', home);
    expect(record.score).toBe(byHand);
    const odds = 50 * 2 ** ((byHand - 600) / 20);
    expect(record.pd).toBeCloseTo(1 / (1 + odds), 6);
    expect(record.decision).toBe(record.pd < 0.2 ? 'approve' : record.pd < 0.3 ? 'refer' : 'decline');
  }
  const withoutIncome = await score({ number: 'A2', home: 'own' });
  expect(withoutIncome.score).toBe(scorecard.basePoints + points('income') + points('home', 'own'));
});
