import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Scenario, SimulationReport, SimulationRun } from '@bora/simulation';
import { repositoryRoot, waitUntil } from '@bora/testing';
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
  for (const one of run.report!.strategies) {
    const { id, title, interval, ...figures } = strategies.find((other) => other.id === one.id)!;
    if (id === 'random') expect(one.profit).toBeCloseTo(figures.profit, 6);
    else expect(one).toEqual({ id, ...figures });
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
