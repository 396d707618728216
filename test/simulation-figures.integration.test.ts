import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema, BatchList, Problem } from '@bora/contracts';
import { SimulationReport } from '@bora/simulation';
import { repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { openSimulationStage, rows, type SimulationStage } from './src/simulation-stage.ts';

let stage: SimulationStage;
beforeAll(async () => {
  stage = await openSimulationStage();
});
afterAll(() => stage?.close());

test('a batch replayed through the queue earns to the last bit what the terminal counts, here and through the api', async () => {
  const { platform, data, batchId, scenario, bora, started, ended } = stage;
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

test('a replay through the api decides about nobody: all that it sends is a trial', async () => {
  const { platform, data, bora } = stage;
  const listed = async () =>
    BatchList.parse(await (await fetch(`${platform.url}/v1/batches?limit=100`)).json()).batches;
  const before = new Set((await listed()).map(({ id }) => id));
  await bora('simulate', '--schema', 'pakdd2010', '--data', data, '--replicates', '100', '--via', 'api');
  const sent = (await listed()).filter(({ id }) => !before.has(id));
  expect(sent.map(({ trial }) => trial)).toEqual([true]);
});

test.each(['number', 'category'] as const)(
  'swap-set, stress and segments by a %s are those of the terminal, to the last bit',
  async (kind) => {
    const { platform, data, batchId, scenario, bora, started, ended } = stage;
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
  const { platform, batchId, scenario, post, started, ended } = stage;
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
