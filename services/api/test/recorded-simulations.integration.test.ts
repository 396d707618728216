import { randomUUID } from 'node:crypto';
import { createPayloadCipher, createSimulation, failSimulation, listUnrecordedRun } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { inventedSimulation } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../src/logging/logger.ts';
import { adoptRuns } from '../src/records/adopt-runs.ts';
import { createFailingWork } from '../src/records/failing-work.ts';
import { listRecordedRuns, readRecordedRun } from '../src/records/read-recorded-runs.ts';
import { recordedSimulations, recordSimulations } from '../src/simulations/recorded-simulations.ts';
import { readShippedScenarios } from '../src/simulations/shipped-scenarios.ts';
import { keptLog } from './support/kept-log.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { inventedVersions } from './support/scored-batch.ts';

let stage: RecordStage;
const cipher = createPayloadCipher(Buffer.alloc(32, 1));

beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage?.close());

const [waitingSeconds, resultSeconds] = [30 * 86_400, 3_600];
const record = (failing = createFailingWork(createLogger('silent'), 'simulationId', '')) =>
  recordSimulations(stage.query, stage.redis, cipher, resultSeconds, failing);

async function created(): Promise<string> {
  const [scenario] = await readShippedScenarios();
  const { model, policy } = inventedVersions;
  const versions = { modelName: model.name, modelVersion: model.version, policyName: policy.name };
  const terms = { owner: 'somebody', fileName: 'f.csv', scenario: JSON.stringify(scenario) };
  const simulation = { ...inventedSimulation(2), ...versions, ...terms };
  await createSimulation(stage.redis, simulation, waitingSeconds);
  return simulation.id;
}

test('a simulation that has ended is read when Redis has forgotten it, by its owner; one that runs is not recorded', async () => {
  const [ended, running] = [await created(), await created()];
  await failSimulation(stage.redis, ended, { code: 'chunk-failed', message: 'It failed.' });
  expect(await record()).toEqual([ended]);
  // What is in the record is looked at no more.
  expect(await record()).toEqual([]);
  await stage.redis.flushall();
  expect(await readRecordedRun(stage.query, recordedSimulations, ended)).toMatchObject({
    owner: 'somebody',
    run: { id: ended, state: 'failed', failure: { code: 'chunk-failed' }, fileName: 'f.csv' },
  });
  expect(await readRecordedRun(stage.query, recordedSimulations, running)).toBeUndefined();
  expect(
    await listRecordedRuns(stage.query, recordedSimulations, { limit: 10, owner: undefined }),
  ).toHaveLength(1);
  expect(
    await listRecordedRuns(stage.query, recordedSimulations, { limit: 10, owner: 'somebody' }),
  ).toHaveLength(1);
  expect(await listRecordedRuns(stage.query, recordedSimulations, { limit: 10, owner: 'another' })).toEqual(
    [],
  );
});

test('a simulation that cannot be read is told once, keeps no other from the record, and is recorded when it can be read', async () => {
  const ids = [await created(), await created(), await created()];
  for (const id of ids)
    await failSimulation(stage.redis, id, { code: 'chunk-failed', message: 'It failed.' });
  const scenario = await stage.redis.hget(redisKeys.simulation(ids[1]!), 'scenario');
  await stage.redis.hset(redisKeys.simulation(ids[1]!), 'scenario', 'none');
  const { log, lines } = keptLog();
  let nowMs = 0;
  const failing = createFailingWork(log, 'simulationId', 'it cannot be recorded', () => nowMs);
  await record(failing);
  const runs = await Promise.all(ids.map((id) => readRecordedRun(stage.query, recordedSimulations, id)));
  expect(runs.map((run) => run !== undefined)).toEqual([true, false, true]);
  for (nowMs of [1, 5_000, 60_000, 3_600_000]) await record(failing);
  expect(lines).toMatchObject([{ simulationId: ids[1], err: { name: 'SyntaxError' } }]);
  await stage.redis.hset(redisKeys.simulation(ids[1]!), 'scenario', scenario!);
  expect(await record(failing)).toEqual([]);
  nowMs += 600_000;
  expect(await record(failing)).toEqual([ids[1]]);
});

test('a simulation that failed here and that another api recorded is forgotten', async () => {
  const ids = [await created(), await created()];
  for (const id of ids) {
    await failSimulation(stage.redis, id, { code: 'chunk-failed', message: 'It failed.' });
    await stage.redis.hset(redisKeys.simulation(id), 'scenario', 'none');
  }
  const failing = createFailingWork(createLogger('silent'), 'simulationId', '');
  await record(failing);
  expect(failing.ids()).toEqual(expect.arrayContaining(ids));
  await stage.redis.zrem(redisKeys.unrecordedSimulations, ids[0]!);
  await record(failing);
  expect(failing.ids()).toContain(ids[1]);
  expect(failing.ids()).not.toContain(ids[0]);
});

test('a simulation waits for the record as long as an outage may last, and expires only from then on', async () => {
  const id = await created();
  await failSimulation(stage.redis, id, { code: 'chunk-failed', message: 'It failed.' });
  expect(await stage.redis.ttl(redisKeys.simulation(id))).toBeGreaterThan(29 * 86_400);
  await record();
  expect(await stage.redis.ttl(redisKeys.simulation(id))).toBeLessThanOrEqual(resultSeconds);
});

test('a simulation of a release that listed nothing is found when the api starts; a recorded one is not listed again', async () => {
  const [old, recorded] = [await created(), await created()];
  for (const id of [old, recorded])
    await failSimulation(stage.redis, id, { code: 'chunk-failed', message: 'x' });
  await stage.redis.zrem(redisKeys.unrecordedSimulations, old);
  await record();
  expect(await readRecordedRun(stage.query, recordedSimulations, old)).toBeUndefined();
  await adoptRuns(stage.query, stage.redis, 'simulations');
  expect(await record()).toContain(old);
  expect(await stage.redis.zscore(redisKeys.unrecordedSimulations, recorded)).toBeNull();
});

test('a listed simulation of which there is nothing is forgotten, but not while it may be about to be kept', async () => {
  const [gone, coming] = [randomUUID(), randomUUID()];
  await listUnrecordedRun(stage.redis, 'simulations', gone, Date.now() - 61_000);
  await listUnrecordedRun(stage.redis, 'simulations', coming, Date.now());
  await record().catch(() => {});
  expect(await stage.redis.zscore(redisKeys.unrecordedSimulations, gone)).toBeNull();
  expect(await stage.redis.zscore(redisKeys.unrecordedSimulations, coming)).not.toBeNull();
});
