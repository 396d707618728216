import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { queuePrefix, queues, redisKeys } from '@bora/contracts';
import { Scenario, ScenarioList, SimulationList, SimulationReport, SimulationRun } from '@bora/simulation';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../cli/src/program.ts';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

const rows = 3_000;
let platform: Platform;
let data: string;
let batchId: string;
let scenario: Scenario;

beforeAll(async () => {
  platform = await startPlatform({ env: { CHUNK_ROWS: '100' } });
  data = join(platform.folder, 'labelled.csv');
  await bora(
    'synth',
    '--schema',
    'pakdd2010',
    '--out',
    data,
    '--rows',
    String(rows),
    '--seed',
    '5',
    '--label',
  );
  batchId = (await acceptedBatch(platform.url, await readFile(data))).id;
  await completed(platform.url, batchId);
  const shipped = join(repositoryRoot, 'simulation', 'scenarios', 'thin-margin.json');
  scenario = Scenario.parse(JSON.parse(await readFile(shipped, 'utf8')));
});
afterAll(() => platform.stop());

/** Runs the command on the stores of the platform and answers what it said. */
async function bora(...args: string[]): Promise<string> {
  let said = '';
  const write = (text: string) => {
    said += text;
    return true;
  };
  const stream = { write } as unknown as NodeJS.WritableStream;
  const environment = {
    MODEL_STORE: `file:${join(platform.folder, 'models')}`,
    POLICY_STORE: `file:${join(platform.folder, 'policies')}`,
    BORA_URL: platform.url,
    LOCAL_KEY_FILE: platform.keyFile,
  };
  const signal = new AbortController().signal;
  expect(await runProgram(args, { stdout: stream, stderr: stream, environment, signal }), said).toBe(0);
  return said;
}

function post(body: unknown): Promise<Response> {
  return fetch(`${platform.url}/v1/simulations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function started(body: unknown): Promise<string> {
  const response = await post(body);
  expect(response.status).toBe(202);
  return SimulationRun.parse(await response.json()).id;
}

async function readRun(id: string): Promise<SimulationRun> {
  return SimulationRun.parse(await (await fetch(`${platform.url}/v1/simulations/${id}`)).json());
}

async function ended(id: string): Promise<SimulationRun> {
  const run = async () => {
    const found = await readRun(id).catch(() => undefined);
    return found && found.state !== 'running' ? found : undefined;
  };
  return (await waitUntil(run, { what: 'the simulation to end', timeoutMs: 60_000 }))!;
}

test('a batch replayed through the queue earns to the last bit what the terminal counts, here and through the api', async () => {
  const run = await ended(await started({ batchId, scenario }));
  expect(run).toMatchObject({
    state: 'completed',
    chunks: rows / 100,
    chunksDone: rows / 100,
    basis: 'assumed',
  });
  const args = ['--schema', 'pakdd2010', '--data', data, '--scenario', 'thin-margin', '--replicates', '100'];
  const replayed = async (...via: string[]) => {
    const out = join(platform.folder, via.join('-'));
    await bora('simulate', ...args, '--via', ...via, '--out', out);
    const report = SimulationReport.parse(JSON.parse(await readFile(join(out, 'report.json'), 'utf8')));
    return { report, decisions: await readFile(join(out, 'decisions.csv'), 'utf8') };
  };
  const [here, overThere] = [await replayed('model'), await replayed('api')];
  const decided = (csv: string) =>
    csv.split('\n').map((line) => line.split(',').filter((_, at) => at !== 6 && at !== 10));
  expect(decided(overThere.decisions)).toEqual(decided(here.decisions));
  const strategies = overThere.report.economics[0]!.strategies;
  for (const { interval, ...one } of run.report!.strategies) {
    const { id, title, interval: _, ...figures } = strategies.find((other) => other.id === one.id)!;
    expect(interval.low).toBeLessThanOrEqual(one.profitPerApplicant);
    expect(interval.high).toBeGreaterThanOrEqual(one.profitPerApplicant);
    if (id === 'random') expect(one.profit).toBeCloseTo(figures.profit, 6);
    // The queue chooses among steps of PD, the terminal among all PDs.
    else if (id !== 'model-best-cut-off') expect(one).toEqual({ id, ...figures });
  }
  expect(run.report!.curve).toEqual(overThere.report.economics[0]!.curve);
});

test('a worker that is killed in the middle loses nothing and counts nothing twice', async () => {
  const before = await ended(await started({ batchId, scenario }));
  const ids = await Promise.all([1, 2, 3].map(() => started({ batchId, scenario })));
  await waitUntil(async () => (await readRun(ids[0]!)).chunksDone > 0, {
    what: 'a first part',
    timeoutMs: 30_000,
  });
  await platform.workers[0]!.kill('SIGKILL');
  expect((await Promise.all(ids.map(readRun))).some(({ state }) => state === 'running')).toBe(true);
  await platform.startWorker();
  for (const id of ids) expect((await ended(id)).report).toEqual(before.report);
});

test('jobs that were lost before a worker took them are enqueued again for whoever asks', async () => {
  await Promise.all(platform.workers.map((worker) => worker.kill('SIGKILL')));
  const id = await started({ batchId, scenario });
  const redis = new Redis(platform.redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue(queues.simulations.name, { connection: redis, prefix: queuePrefix });
  try {
    await queue.drain(true);
    const minuteAgo = Date.now() - 60_000;
    await redis.hset(redisKeys.simulation(id), { createdAtMs: minuteAgo });
    expect(await queue.getWaitingCount()).toBe(0);
    expect((await readRun(id)).state).toBe('running');
    expect(await queue.getWaitingCount()).toBe(rows / 100);
  } finally {
    await queue.close();
    redis.disconnect();
  }
  await platform.startWorker();
  expect(await ended(id)).toMatchObject({ state: 'completed', report: { applicants: rows } });
});

test('simulations are listed newest first with what they replayed, and stay as they ended', async () => {
  const first = await ended(await started({ batchId, scenario }));
  const second = await ended(await started({ batchId, scenario }));
  const list = SimulationList.parse(await (await fetch(`${platform.url}/v1/simulations?limit=2`)).json());
  expect(list.simulations.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(list.simulations[0]).toMatchObject({
    state: 'completed',
    batchId,
    model: { name: 'pakdd2010' },
    policy: { name: 'default', version: 1 },
    scenario: { id: scenario.id, title: scenario.title },
  });
  expect(await readRun(first.id)).toEqual(first);
  expect(second.report).toEqual(first.report);
});

test('the scenarios that ship are offered, each figure with its source', async () => {
  const { scenarios } = ScenarioList.parse(await (await fetch(`${platform.url}/v1/scenarios`)).json());
  expect(scenarios).toContainEqual(scenario);
  expect(scenarios.length).toBeGreaterThan(1);
});

test('what cannot be replayed is refused with a named problem', async () => {
  const code = async (body: unknown) => {
    const response = await post(body);
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    return { status: response.status, code, detail };
  };
  const stranger = '00000000-0000-4000-8000-000000000000';
  expect(await code({ batchId: stranger, scenario })).toMatchObject({ status: 404, code: 'batch-not-found' });
  const negative = structuredClone(scenario);
  negative.assumptions.lgd.value = -1;
  expect(await code({ batchId, scenario: negative })).toMatchObject({ status: 400, code: 'bad-request' });
  const other = { ...scenario, schema: 'another' };
  const refused = await code({ batchId, scenario: other });
  expect(refused).toMatchObject({ status: 422, code: 'simulation-invalid' });
  expect(refused.detail).toContain('is for the schema another');

  const unlabelled = join(platform.folder, 'unlabelled.csv');
  await bora('synth', '--schema', 'pakdd2010', '--out', unlabelled, '--rows', '50', '--seed', '6');
  const { id } = await acceptedBatch(platform.url, await readFile(unlabelled));
  await completed(platform.url, id);
  expect((await code({ batchId: id, scenario })).detail).toMatch(/outcome of every row/);
  expect((await fetch(`${platform.url}/v1/simulations/${stranger}`)).status).toBe(404);
});

test('a simulation whose file is gone fails by name', async () => {
  await rm(join(platform.folder, 'uploads'), { recursive: true });
  const run = await ended(await started({ batchId, scenario }));
  expect(run).toMatchObject({ state: 'failed', report: null, failure: { code: 'upload-gone' } });
});
