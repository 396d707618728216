import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema, Problem, queuePrefix, queues, redisKeys } from '@bora/contracts';
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
  return (await waitUntil(run, { what: 'the simulation to end' }))!;
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

test.each(['number', 'category'] as const)(
  'swap-set, stress and segments by a %s are those of the terminal, to the last bit',
  async (kind) => {
    const second = await acceptedBatch(platform.url, await readFile(data), {
      query: '?model=pakdd2010-us-ecoa',
    });
    await completed(platform.url, second.id);
    const schema = JSON.parse(await readFile(join(repositoryRoot, 'schemas', 'pakdd2010.json'), 'utf8'));
    const segment = ApplicationSchema.parse(schema).variables.find((one) => one.kind === kind)!.name;
    const run = await ended(await started({ batchId, scenario, againstBatchId: second.id, segment }));
    expect(run).toMatchObject({ state: 'completed', segment, against: { batchId: second.id } });

    const csv = await (await fetch(`${platform.url}/v1/batches/${second.id}/scores.csv`)).text();
    const cells = csv.trimEnd().split('\n');
    const scores = join(platform.folder, 'second.csv');
    const columns = ['row', 'pd'].map((name) => cells[0]!.split(',').indexOf(name));
    await writeFile(
      scores,
      cells.map((line) => `${columns.map((at) => line.split(',')[at]).join(',')}\n`),
    );
    const replayed = ['--schema', 'pakdd2010', '--data', data, '--scenario', 'thin-margin', '--via', 'api'];
    const said = await bora('simulate', ...replayed, '--against', scores, '--segment', segment, '--json');
    const [economics] = SimulationReport.parse(JSON.parse(said.slice(said.indexOf('{')))).economics;
    const report = run.report!;
    expect(report.swapSets).toEqual(economics!.swapSets.filter(({ first }) => first === 'model-policy'));
    expect(report.swapSets[0]!.swappedIn.applicants).toBeGreaterThan(0);
    const isShared = ({ strategy }: { strategy: string }) => strategy !== 'model-best-cut-off';
    expect(report.stress.filter(isShared)).toEqual(economics!.stress.filter(isShared));
    expect(report.stress).toHaveLength(3);
    const segments = economics!.segments!.segments.map((one) => ({
      ...one,
      strategies: one.strategies.filter(({ id }) => id !== 'model-best-cut-off'),
    }));
    expect(report.segments).toEqual({ variable: segment, segments });
    for (const id of ['model-expected-profit', 'against-policy', 'against-expected-profit'] as const) {
      const { interval, ...one } = report.strategies.find((other) => other.id === id)!;
      const { title, interval: _, ...figures } = economics!.strategies.find((other) => other.id === id)!;
      expect(one).toEqual(figures);
    }
  },
);
test('a replay by another policy decides by its cut-offs and rules with the scores of the batch', async () => {
  const figures = async (policy?: object) => {
    const run = await ended(await started({ batchId, scenario, ...(policy && { policy }) }));
    const found = run.report?.strategies.find(({ id }) => id === 'model-policy');
    return { draftPolicy: run.draftPolicy, approved: found?.approved ?? -1 };
  };
  const [asDecided, same] = [
    await figures(),
    await figures({ approveBelow: 0.2, declineFrom: 0.3, rules: [] }),
  ];
  expect(asDecided.draftPolicy).toBeNull();
  expect(same.approved).toBe(asDecided.approved);
  const schema = ApplicationSchema.parse(await (await fetch(`${platform.url}/v1/schema`)).json());
  const number = schema.variables.find(
    ({ kind, sensitive }) => kind === 'number' && sensitive === 'age',
  )!.name;
  const rule = (kind: 'above' | 'below', variable = number) => ({
    code: kind,
    text: 'A bound',
    when: { kind, variable, value: 45 },
    decision: 'refer',
  });
  const [above, below] = [
    await figures({ approveBelow: 1, declineFrom: 1, rules: [rule('above')] }),
    await figures({ approveBelow: 1, declineFrom: 1, rules: [rule('below')] }),
  ];
  expect(above.approved).toBeGreaterThan(0);
  expect(above.approved).toBeLessThan(rows);
  expect(above.approved + below.approved).toBeGreaterThanOrEqual(rows);
  expect(above.draftPolicy?.rules).toHaveLength(1);

  const forbidden = schema.variables.find(({ sensitive }) => sensitive === 'sex')!.name;
  for (const [policy, fault] of [
    [{ approveBelow: 0.4, declineFrom: 0.3, rules: [] }, 'bad-request'],
    [{ approveBelow: 0.2, declineFrom: 0.3, rules: [rule('above', 'NOBODY')] }, 'policy-invalid'],
    [
      {
        approveBelow: 0.2,
        declineFrom: 0.3,
        rules: [{ ...rule('above'), when: { kind: 'missing', variable: forbidden } }],
      },
      'policy-invalid',
    ],
  ] as const) {
    const refused = await post({ batchId, scenario, policy });
    expect(Problem.parse(await refused.json()).code).toBe(fault);
  }
});

test('a worker that is killed in the middle loses nothing and counts nothing twice', async () => {
  const before = await ended(await started({ batchId, scenario }));
  const ids = await Promise.all([1, 2, 3].map(() => started({ batchId, scenario })));
  await waitUntil(async () => (await readRun(ids[0]!)).chunksDone > 0, {
    what: 'a first part',
  });
  await platform.workers[0]!.kill('SIGKILL');
  expect((await Promise.all(ids.map(readRun))).some(({ state }) => state === 'running')).toBe(true);
  await platform.startWorker();
  for (const id of ids) expect((await ended(id)).report).toEqual(before.report);
});

test('jobs that were lost before a worker took them are enqueued again, though nobody asks', async () => {
  await Promise.all(platform.workers.map((worker) => worker.kill('SIGKILL')));
  const id = await started({ batchId, scenario });
  const redis = new Redis(platform.redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue(queues.simulations.name, { connection: redis, prefix: queuePrefix });
  try {
    await queue.drain(true);
    const minuteAgo = Date.now() - 60_000;
    await redis.zadd(redisKeys.activeSimulations, minuteAgo, id);
    expect(await queue.getWaitingCount()).toBe(0);
    await platform.startWorker();
    const parts = async () => (await redis.hlen(redisKeys.simulationParts(id))) === rows / 100;
    await waitUntil(parts, { what: 'every part' });
  } finally {
    await queue.close();
    redis.disconnect();
  }
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

test('a simulation that is asked for again with its Idempotency-Key is the first one, and another body is refused', async () => {
  const send = (body: unknown) =>
    fetch(`${platform.url}/v1/simulations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: JSON.stringify(body),
    });
  const posted = async () => {
    for (;;) {
      const response = await send({ batchId, scenario });
      if (response.status === 202) return response;
      expect(response.status).toBe(409);
    }
  };
  const first = await posted();
  const text = await first.text();
  const { id } = SimulationRun.parse(JSON.parse(text));
  await ended(id);
  const again = await posted();
  expect([again.status, await again.text()]).toEqual([202, text]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('location')).toBe(`/v1/simulations/${id}`);
  const other = await send({ batchId, scenario: { ...scenario, title: 'another' } });
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ code: 'idempotency-mismatch' });
  const at = await Promise.all([1, 2, 3].map(posted));
  expect(new Set(at.map((response) => response.headers.get('location'))).size).toBe(1);
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
  expect(await code({ batchId, scenario, againstBatchId: id })).toMatchObject({
    status: 422,
    code: 'simulation-invalid',
    detail: expect.stringContaining('not of the same file'),
  });
  expect((await code({ batchId, scenario, segment: 'shoe_size' })).detail).toContain('no variable shoe_size');
  expect((await fetch(`${platform.url}/v1/simulations/${stranger}`)).status).toBe(404);
});

test('rows without what a line is made of end a simulation with the number of all of them', async () => {
  const schema = ApplicationSchema.parse(
    JSON.parse(await readFile(join(repositoryRoot, 'schemas', 'pakdd2010.json'), 'utf8')),
  );
  const number = schema.variables.find((one) => one.kind === 'number')!;
  const lines = (await readFile(data, 'utf8')).split('\n');
  const delimiter = [',', '\t', ';'].find((one) => lines[0]!.includes(one))!;
  const at = lines[0]!.split(delimiter).indexOf(number.name);
  const without = lines.map((line, row) =>
    row % 500 === 250 ? line.split(delimiter).with(at, '').join(delimiter) : line,
  );
  const { id } = await acceptedBatch(platform.url, Buffer.from(without.join('\n')));
  await completed(platform.url, id);
  const line = { kind: 'column' as const, variable: number.name, unit: 'BRL', source: 'invented' };
  const changed = { ...scenario, assumptions: { ...scenario.assumptions, line } };
  const run = await ended(await started({ batchId: id, scenario: changed }));
  expect(run.failure).toMatchObject({ code: 'missing-values' });
  expect(run.failure!.message).toMatch(new RegExp(`^${rows / 500} rows have no ${number.name}`));
});

test('a simulation whose file is gone fails by name', async () => {
  await rm(join(platform.folder, 'uploads'), { recursive: true });
  const run = await ended(await started({ batchId, scenario }));
  expect(run).toMatchObject({ state: 'failed', report: null, failure: { code: 'upload-gone' } });
});
