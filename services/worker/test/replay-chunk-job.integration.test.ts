import {
  addSimulationPart,
  createPayloadCipher,
  createSimulation,
  readActiveSimulations,
  readSimulation,
} from '@bora/batch-store';
import { copyBundle, readChampion, requirementOf } from '@bora/bundle';
import { ApplicationSchema, queuePrefix, queues, type SimulationJob, simulationJobId } from '@bora/contracts';
import { applicantsFromJson } from '@bora/features';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import {
  inventedSimulation,
  type RedisServer,
  repositoryRoot,
  startRedis,
  type TemporaryDirectory,
  temporaryDirectory,
} from '@bora/testing';
import { Queue, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replayChunkJob } from '../src/jobs/replay-chunk-job.ts';
import { createSeenInTraining } from '../src/jobs/seen-in-training.ts';
import { sweepFailedSimulations } from '../src/upkeep/failed-simulations.ts';
import { reconcileSimulations } from '../src/upkeep/reconcile-simulations.ts';

const cipher = createPayloadCipher(new Uint8Array(32).fill(7));
let server: RedisServer;
let redis: Redis;
let folder: TemporaryDirectory;
let store: ObjectStore;

beforeAll(async () => {
  [server, folder] = await Promise.all([startRedis(), temporaryDirectory()]);
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
  store = openObjectStore(`file:${folder.path}`);
});
afterAll(async () => {
  redis.disconnect();
  await Promise.all([server.stop(), store.close()]);
  await folder.remove();
});

async function newSimulation(chunks: number): Promise<string> {
  const simulation = inventedSimulation(chunks);
  await createSimulation(redis, simulation, 100);
  return simulation.id;
}

test('a chunk that is there already is not replayed again, and one without its batch ends the simulation', async () => {
  const simulationId = await newSimulation(2);
  await addSimulationPart(redis, cipher, simulationId, 0, '{}', 100);
  const dependencies = {
    redis,
    cipher,
    uploads: store,
    countSeen: createSeenInTraining(store),
    waitingSeconds: 100,
  };
  const replay = (chunk: number) => replayChunkJob(dependencies, { v: 1, simulationId, chunk });
  expect(await replay(0)).toBe('already-added');
  expect((await readSimulation(redis, simulationId))!.failureCode).toBeUndefined();
  expect(await replay(1)).toBe('simulation-ended');
  expect((await readSimulation(redis, simulationId))!.failureCode).toBe('batch-gone');
});

test('a chunk that failed for good ends its simulation, however many sweeps meet, and its job is gone', async () => {
  const simulationId = await newSimulation(1);
  const settings = { connection: redis, prefix: queuePrefix };
  const queue = new Queue(queues.simulations.name, settings);
  const payload: SimulationJob = { v: 1, simulationId, chunk: 0 };
  const failing = async () => {
    throw new UnrecoverableError('a-reason');
  };
  const worker = new Worker(queues.simulations.name, failing, settings);
  const failed = new Promise((resolve) => worker.once('failed', resolve));
  await queue.add(queues.simulations.name, payload, { ...queues.simulations.options });
  await failed;
  await worker.close();
  const sweep = () => sweepFailedSimulations(redis, queue, pino({ level: 'silent' }));
  await Promise.all([sweep(), sweep(), sweep()]);
  expect((await readSimulation(redis, simulationId))!.failureCode).toBe('chunk-failed');
  expect(await queue.getFailedCount()).toBe(0);
  await queue.close();
});

test('a simulation whose jobs were lost has those enqueued that are not replayed, and no others, until it has ended', async () => {
  const simulationId = await newSimulation(3);
  await addSimulationPart(redis, cipher, simulationId, 1, '{}', 100);
  const queue = new Queue(queues.simulations.name, { connection: redis, prefix: queuePrefix });
  const waiting = async () => (await queue.getWaiting()).map((job) => job.id).sort();
  const log = pino({ level: 'silent' });
  const soon = Date.now() + 60_000;
  await reconcileSimulations(redis, queue, log);
  expect(await waiting()).toEqual([]);
  await Promise.all([1, 2, 3].map(() => reconcileSimulations(redis, queue, log, soon)));
  expect(await waiting()).toEqual([simulationJobId(simulationId, 0), simulationJobId(simulationId, 2)]);
  const [job] = await queue.getWaiting();
  expect(job!.opts.attempts).toBe(queues.simulations.options.attempts);

  await queue.drain(true);
  await addSimulationPart(redis, cipher, simulationId, 0, '{}', 100);
  await addSimulationPart(redis, cipher, simulationId, 2, '{}', 100);
  await reconcileSimulations(redis, queue, log, soon);
  expect(await waiting()).toEqual([]);
  expect(await readActiveSimulations(redis, soon)).not.toContain(simulationId);
  await queue.close();
});

test('a model that could not be read is read again when it is asked for the next time', async () => {
  const shipped = openObjectStore(`file:${repositoryRoot}/models`);
  const { name, version } = (await readChampion(shipped, 'pakdd2010'))!;
  const bytes = await shipped.get(`${name}/${version}/schema.json`);
  const schema = ApplicationSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
  const stranger = applicantsFromJson([{}], schema);
  const countSeen = createSeenInTraining(store);
  await expect(countSeen({ name, version }, schema, stranger)).rejects.toMatchObject({
    code: 'model-unusable',
    retry: 'no',
  });
  await copyBundle(shipped, store, { name, version }, await requirementOf('br'));
  expect(await countSeen({ name, version }, schema, stranger)).toBe(0);
  await shipped.close();
});
