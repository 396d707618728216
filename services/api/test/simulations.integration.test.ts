import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addSimulationPart, createSimulation } from '@bora/batch-store';
import { Operations, queuePrefix, queues, redisKeys, simulationJobId } from '@bora/contracts';
import { SimulationRun } from '@bora/simulation';
import { repositoryRoot } from '@bora/testing';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';

const pinned = {
  fileName: 'a.csv',
  modelName: 'm',
  modelVersion: '1',
  policyName: 'p',
  policyVersion: 1,
} as const;

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

it('whoever looks at a simulation whose jobs were lost has those enqueued that are not replayed, and no others', async () => {
  const id = randomUUID();
  const shipped = join(repositoryRoot, 'simulation', 'scenarios', 'thin-margin.json');
  const scenario = await readFile(shipped, 'utf8');
  const what = {
    ...pinned,
    batchId: randomUUID(),
    chunks: 3,
    scenario,
    schema: '{}',
    inSample: 'no',
  } as const;
  await createSimulation(api.redis, { id, owner: 'local', ...what }, 100);
  await addSimulationPart(api.redis, api.cipher, id, 1, '{}', 100);
  const read = async () => SimulationRun.parse(await (await fetch(`${api.url}/v1/simulations/${id}`)).json());
  const queue = new Queue(queues.simulations.name, { connection: api.redis, prefix: queuePrefix });
  const waiting = async () => (await queue.getWaiting()).map((job) => job.id).sort();

  expect(await read()).toMatchObject({ state: 'running', chunks: 3, chunksDone: 1 });
  expect(await waiting()).toEqual([]);
  await api.redis.hset(redisKeys.simulation(id), 'createdAtMs', Date.now() - 60_000);
  await read();
  await read();
  expect(await waiting()).toEqual([simulationJobId(id, 0), simulationJobId(id, 2)]);
  const { queues: states } = Operations.parse(await (await fetch(`${api.url}/v1/operations`)).json());
  expect(states.find(({ name }) => name === queues.simulations.name)).toMatchObject({
    waiting: 2,
    failed: 0,
  });
  await queue.close();
});
