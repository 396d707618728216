import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { Scenario, SimulationReport } from '@bora/simulation';
import { repositoryRoot, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

let folder: TemporaryDirectory;
let data: string;
let scores: string;
let model: string;
const rows = 1_500;

beforeAll(async () => {
  folder = await temporaryDirectory();
  data = join(folder.path, 'labelled.csv');
  scores = join(folder.path, 'scores.csv');
  const shape = ['--rows', String(rows), '--seed', '2', '--label'];
  expect((await bora('synth', '--schema', 'german-credit', '--out', data, ...shape)).code).toBe(0);
  const pd = (row: number) => ((row * 7919) % 1000) / 1000;
  await writeScores(Array.from({ length: rows }, (_, index) => `${index + 1},${pd(index + 1)}`));
  const train = ['train', '--kind', 'scorecard', '--schema', 'german-credit', '--data', data];
  const trained = await bora(...train, '--holdout-fold', '4', '--json');
  const { name, version } = JSON.parse(trained.out);
  expect(name).toBe('german-credit-scorecard-holdout-4');
  model = `${name}/${version}`;
});
afterAll(() => folder.remove());

function writeScores(lines: readonly string[]): Promise<void> {
  return writeFile(scores, `row,pd\n${lines.join('\n')}\n`);
}

async function bora(...args: string[]) {
  const terminal = memoryTerminal({ MODEL_STORE: `file:${join(folder.path, 'models')}` });
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

function simulate(...args: string[]) {
  return bora('simulate', '--schema', 'german-credit', '--data', data, ...args);
}

/** A number of the schema, whatever its name. */
function numberVariable(): string {
  const schema = JSON.parse(readFileSync(join(repositoryRoot, 'schemas', 'german-credit.json'), 'utf8'));
  return ApplicationSchema.parse(schema).variables.find(({ kind }) => kind === 'number')!.name;
}

/** The shipped scenario of this schema, changed, in a file of its own. */
async function changedScenario(change: (scenario: Scenario) => unknown): Promise<string> {
  const shipped = join(repositoryRoot, 'simulation', 'scenarios', 'german-instalment.json');
  const path = join(folder.path, 'changed.json');
  const scenario = Scenario.parse(JSON.parse(await readFile(shipped, 'utf8')));
  await writeFile(path, JSON.stringify(change(scenario)));
  return path;
}

test('a model that was trained without a fold is replayed on that fold, with the same figures in report and decisions', async () => {
  const out = join(folder.path, 'replay');
  const said = await simulate('--via', 'model', '--model', model, '--fold', '4', '--out', out);
  expect(said).toMatchObject({ code: 0, err: '' });
  for (const name of ['report.html', 'report.json', 'decisions.csv'])
    expect(said.out).toContain(`  ${join(out, name)}\n`);
  expect(said.out).toMatch(/95 % intervals: bootstrap of applicants, \d+ samples, seed 1\./);
  const report = SimulationReport.parse(JSON.parse(await readFile(join(out, 'report.json'), 'utf8')));
  expect(report).toMatchObject({ inSample: false, model: { origin: 'hold-out', seenInTraining: 0 } });
  expect(report.data).toMatchObject({ rows: rows / 5, leftOut: rows - rows / 5 });
  expect(report.model.auc).toBeGreaterThan(0.55);

  const [header, ...lines] = (await readFile(join(out, 'decisions.csv'), 'utf8')).trimEnd().split('\n');
  const at = (name: string) => header!.split(',').indexOf(name);
  const cells = lines.map((line) => line.split(','));
  expect(cells).toHaveLength(rows / 5);
  for (const cell of cells) expect(Number(cell[at('row')]) % 5).toBe(4);
  for (const cell of cells) expect(cell[at('currency')]).toBe(report.economics[0]!.currency);
  const realised = cells.reduce((sum, cell) => sum + Number(cell[at('realisedProfit')]), 0);
  const policy = report.economics[0]!.strategies.find(({ id }) => id === 'model-policy')!;
  expect(cells.filter((cell) => cell[at('decision')] === 'approve')).toHaveLength(policy.approved);
  expect(Math.abs(realised - policy.profit)).toBeLessThan(0.005 * cells.length);
});

test('rows that the model was trained on are refused with their number, unless every output says in-sample', async () => {
  const refused = await simulate('--via', 'model', '--model', model);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/was trained on 1,200 of these 1,500 rows/);

  const out = join(folder.path, 'in-sample');
  const marked = await simulate('--via', 'model', '--model', model, '--in-sample', '--out', out);
  expect(marked.code).toBe(0);
  expect(marked.out).toMatch(/^IN SAMPLE: /);
  const report = SimulationReport.parse(JSON.parse(await readFile(join(out, 'report.json'), 'utf8')));
  expect(report).toMatchObject({ inSample: true, model: { origin: 'in-sample', seenInTraining: 1_200 } });
  const [, ...lines] = (await readFile(join(out, 'decisions.csv'), 'utf8')).trimEnd().split('\n');
  for (const line of lines) expect(line).toContain(',in-sample,');
});

test('the same seed gives the same bytes, another seed other intervals', async () => {
  const run = async (seed: string, name: string) => {
    const out = join(folder.path, name);
    expect(
      (await simulate('--scores', scores, '--seed', seed, '--replicates', '100', '--out', out)).code,
    ).toBe(0);
    return [
      await readFile(join(out, 'report.json'), 'utf8'),
      await readFile(join(out, 'decisions.csv'), 'utf8'),
    ];
  };
  const first = await run('3', 'first');
  expect(await run('3', 'second')).toEqual(first);
  expect((await run('4', 'third'))[0]).not.toBe(first[0]);
});

test('a second model against itself swaps nobody, and segments hold every applicant once', async () => {
  const { out } = await simulate(
    '--scores',
    scores,
    '--against',
    scores,
    '--segment',
    numberVariable(),
    '--json',
  );
  const [economics] = SimulationReport.parse(JSON.parse(out)).economics;
  for (const swap of economics!.swapSets) {
    expect([swap.swappedIn.applicants, swap.swappedOut.applicants]).toEqual([0, 0]);
    expect(swap.approvedByBoth.applicants + swap.approvedByNeither.applicants).toBe(rows);
  }
  const { segments } = economics!.segments!;
  expect(segments.reduce((sum, { applicants }) => sum + applicants, 0)).toBe(rows);
  const total = (id: string) =>
    segments.reduce((sum, one) => sum + one.strategies.find((two) => two.id === id)!.variableProfit, 0);
  const all = economics!.strategies.find(({ id }) => id === 'approve-all')!;
  expect(total('approve-all')).toBeCloseTo(all.variableProfit, 6);
});

test.each([
  ['a negative LGD', { lgd: -0.1 }, /lgd\.value: .*>=0/],
  ['an APR of 3000', { apr: 3000 }, /apr\.value: at most 3: write 0\.3 for 30 % a year/],
  ['a cost of funds of 16.5', { costOfFunds: 16.5 }, /costOfFunds\.value: at most 3/],
  ['a take-up above one', { takeUp: 1.2 }, /takeUp\.value/],
])('%s is refused before a row is read', async (_, change, message) => {
  const path = await changedScenario((scenario) => {
    for (const [key, value] of Object.entries(change)) {
      Object.assign(scenario.assumptions[key as 'lgd'], { value });
    }
    return scenario;
  });
  const { code, out, err } = await simulate('--scores', scores, '--scenario', path);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
});

test('a line that needs a variable which is no number, or no variable at all, is refused', async () => {
  const line = (variable: string) =>
    changedScenario(({ assumptions, ...scenario }) => ({
      ...scenario,
      assumptions: { ...assumptions, line: { kind: 'column', variable, unit: 'EUR', source: 'invented' } },
    }));
  const unknown = await simulate('--scores', scores, '--scenario', await line('yearly_income'));
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.err).toMatch(/needs yearly_income, which the schema german-credit lacks/);
  const code = await simulate('--scores', scores, '--scenario', await line('purpose'));
  expect(code.err).toMatch(/needs a number, and purpose is a category/);
  const other = await changedScenario((scenario) => ({ ...scenario, schema: 'another' }));
  expect((await simulate('--scores', scores, '--scenario', other)).err).toMatch(/is for the schema another/);
});

test('rows without the value that a line is made of are refused with their number before one is scored', async () => {
  const text = await readFile(data, 'utf8');
  const [header, ...lines] = text.trimEnd().split('\n');
  const variable = numberVariable();
  const at = header!.split(',').indexOf(variable);
  const change = (value: string) => (line: string, index: number) =>
    index < 7 ? line.split(',').with(at, value).join(',') : line;
  const line = { kind: 'column', variable, unit: 'EUR', source: 'invented' };
  const path = await changedScenario(({ assumptions, ...scenario }) => ({
    ...scenario,
    assumptions: { ...assumptions, line },
  }));
  const changed = join(folder.path, 'without-values.csv');
  // A model that is not there: it would be looked for before the first row is scored.
  const nobody = ['--via', 'model', '--model', 'nobody/20260101-000000-00000000', '--scenario', path];
  const run = () => bora('simulate', '--schema', 'german-credit', '--data', changed, ...nobody);
  await writeFile(changed, [header, ...lines.map(change('')), ''].join('\n'));
  expect(await run()).toMatchObject({ code: 1, out: '' });
  expect((await run()).err).toContain(
    `7 rows have no ${variable}, of which the line of the scenario german-instalment is made`,
  );
  await writeFile(changed, [header, ...lines.map(change('-3')), ''].join('\n'));
  expect((await run()).err).toContain(`7 rows have a negative ${variable}`);
});

test('rows without an outcome are refused with their number', async () => {
  const text = await readFile(data, 'utf8');
  const [header, ...lines] = text.trimEnd().split('\n');
  const unlabelled = join(folder.path, 'unlabelled.csv');
  const without = lines.map((line, index) => (index < 3 ? line.replace(/[^,]*$/, '') : line));
  await writeFile(unlabelled, [header, ...without, ''].join('\n'));
  const args = ['simulate', '--schema', 'german-credit', '--data', unlabelled, '--scores', scores];
  expect(await bora(...args)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/3 rows of .* no outcome/),
  });
});

test('scores that are not of this file are refused with their number', async () => {
  const good = await readFile(scores, 'utf8');
  try {
    await writeScores(['1,0.5', '2,0.1']);
    expect((await simulate('--scores', scores)).err).toMatch(/1498 rows have no score/);
    await writeScores(['1,1.5', '2,0.1']);
    expect((await simulate('--scores', scores)).err).toMatch(/1 rows of .* no pd from 0 to 1/);
    await writeScores(['1,0.5', '1,0.1']);
    expect((await simulate('--scores', scores)).err).toMatch(/1 rows of .* score a row again/);
    await writeFile(scores, good.replace('row,pd', 'row,probability'));
    expect((await simulate('--scores', scores)).err).toMatch(/no column pd/);
  } finally {
    await writeFile(scores, good);
  }
});

test('what bora score wrote is refused, because its model may have seen the rows, or marked in every figure', async () => {
  const given = join(folder.path, 'of-a-model.csv');
  const lines = Array.from({ length: rows }, (_, index) => `${index + 1},0.1,some/model`);
  await writeFile(given, `row,pd,model\n${lines.join('\n')}\n`);
  for (const which of [
    ['--scores', given],
    ['--scores', scores, '--against', given],
  ]) {
    const { code, err } = await simulate(...which);
    expect(code).toBe(1);
    expect(err).toMatch(/may have seen these rows/);
  }
  const { out } = await simulate('--scores', given, '--in-sample', '--json');
  const report = SimulationReport.parse(JSON.parse(out));
  expect(report.inSample).toBe(true);
  expect(report.model).toMatchObject({ origin: 'in-sample', seenInTraining: null });
});

test('options that contradict each other or are out of range are refused', async () => {
  expect((await simulate()).err).toMatch(/either --scores .* or --via/);
  expect((await simulate('--scores', scores, '--via', 'model')).err).toMatch(/either --scores .* or --via/);
  expect((await simulate('--scores', scores, '--model', model)).err).toMatch(/belong to --via/);
  expect((await simulate('--scores', scores, '--cut-off', '1.5')).err).toMatch(
    /A cut-off is a PD from 0 to 1/,
  );
  expect((await simulate('--scores', scores, '--fold', '5')).err).toMatch(/a fold from 0 to 4/);
  expect((await simulate('--scores', scores, '--segment', 'shoe_size')).err).toMatch(/no variable shoe_size/);
});
