import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addSimulationPart, createSimulation, keepSimulationReport } from '@bora/batch-store';
import { Operations, queuePrefix, queues } from '@bora/contracts';
import { SimulationRun } from '@bora/simulation';
import { inventedSimulation, repositoryRoot } from '@bora/testing';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';

const emptySums = {
  applicants: 0,
  approved: [],
  approvedBads: [],
  drawn: [],
  gains: [],
  losses: [],
  undiscounted: [],
  squares: [],
};
/** What a chunk came to, one release ago. */
const olderPart = {
  v: 2,
  applicants: 0,
  bads: 0,
  seenInTraining: 0,
  policy: emptySums,
  oracle: emptySums,
  steps: [],
};
/** The report of a simulation, one release ago. */
const olderReport = {
  applicants: 1,
  bads: 0,
  seenInTraining: 0,
  inSample: false,
  strategies: [],
  bestCutOffs: [],
  curve: [],
};

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function newSimulation(): Promise<string> {
  const shipped = join(repositoryRoot, 'simulation', 'scenarios', 'thin-margin.json');
  const simulation = { ...inventedSimulation(1), scenario: await readFile(shipped, 'utf8') };
  await createSimulation(api.redis, simulation, 100);
  return simulation.id;
}

async function readRun(id: string): Promise<SimulationRun> {
  return SimulationRun.parse(await (await fetch(`${api.url}/v1/simulations/${id}`)).json());
}

it('a simulation of which another release counted a part fails by name, and its kept report is still read', async () => {
  const halfway = await newSimulation();
  await addSimulationPart(api.redis, api.cipher, halfway, 0, JSON.stringify(olderPart), 100);
  for (const _ of [1, 2]) {
    expect(await readRun(halfway)).toMatchObject({ state: 'failed', failure: { code: 'other-release' } });
  }
  const ended = await newSimulation();
  await keepSimulationReport(api.redis, ended, JSON.stringify(olderReport));
  expect(await readRun(ended)).toMatchObject({
    state: 'completed',
    report: { applicants: 1, swapSets: [], stress: [], segments: null },
  });
});

it('operations show the simulations that wait', async () => {
  const queue = new Queue(queues.simulations.name, { connection: api.redis, prefix: queuePrefix });
  await queue.addBulk([0, 1].map((chunk) => ({ name: 'any', data: {}, opts: { jobId: `any-${chunk}` } })));
  const { queues: states } = Operations.parse(await (await fetch(`${api.url}/v1/operations`)).json());
  expect(states.find(({ name }) => name === queues.simulations.name)).toMatchObject({
    waiting: 2,
    failed: 0,
  });
  await queue.close();
});
