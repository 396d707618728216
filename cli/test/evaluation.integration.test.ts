import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationReport } from '@bora/contracts';
import { spawnProgram, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const fewSteps = ['--seeds', '1', '--epochs', '3', '--backend', 'wasm'];

let folder: TemporaryDirectory;
let data: string;
beforeAll(async () => {
  folder = await temporaryDirectory();
  data = join(folder.path, 'labelled.txt');
  const shape = ['--rows', '1500', '--seed', '2', '--label', '--layout', 'published'];
  expect((await bora('synth', '--schema', 'german-credit', '--out', data, ...shape)).code).toBe(0);
});
afterAll(() => folder.remove());

async function bora(...args: string[]) {
  const terminal = memoryTerminal({ MODEL_STORE: `file:${join(folder.path, 'models')}` });
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

function evaluate(out: string, ...args: string[]) {
  return bora('evaluate', '--schema', 'german-credit', '--data', data, '--out', out, ...args);
}

async function reportIn(out: string): Promise<EvaluationReport> {
  return EvaluationReport.parse(JSON.parse(await readFile(join(out, 'evaluation.json'), 'utf8')));
}

test('an evaluation shows every figure and writes a report and the out-of-fold PDs', async () => {
  const out = join(folder.path, 'whole');
  const scores = join(folder.path, 'scores.csv');
  const evaluated = await evaluate(out, ...fewSteps, '--scores', scores);
  expect(evaluated.code).toBe(0);
  const figures = ['AUC, mean of folds', 'Gini', 'KS', 'log-loss', 'Brier', 'ECE', 'EMP', 'Fairness'];
  for (const figure of figures) expect(evaluated.out).toContain(figure);
  expect(evaluated.out).not.toContain('committed');

  const report = await reportIn(out);
  const auc = report.oof.auc.toFixed(4);
  for (const name of ['evaluation.html', 'model-card.md']) {
    expect(await readFile(join(out, name), 'utf8')).toContain(auc);
  }
  expect(report.protocol).toMatchObject({
    schema: 'german-credit',
    kind: 'network',
    profile: 'none',
    data: { rows: 1_500, rejected: 0 },
    seeds: [1],
    backend: 'wasm',
  });
  expect(report.oof.foldAuc).toHaveLength(5);
  expect(report.oof.auc).toBeGreaterThan(0.55);
  expect(report.reliability.bins).toHaveLength(10);
  expect(new Set(report.fairness.groups.map(({ variable }) => variable)).size).toBeGreaterThan(1);

  const [header, ...lines] = (await readFile(scores, 'utf8')).trimEnd().split('\n');
  expect(header).toBe('row,applicantId,bad,pd');
  expect(lines).toHaveLength(1_500);
  const bads = lines.filter((line) => line.split(',')[2] === '1').length;
  expect(bads).toBe(report.protocol.data.bad);
  const pdMean = lines.reduce((sum, line) => sum + Number(line.split(',')[3]), 0) / lines.length;
  expect(pdMean).toBeCloseTo(report.reliability.overall.pdMean, 9);
});

test('the same evaluation makes the same bytes, says so, and keeps the comparisons it was not asked for', async () => {
  const out = join(folder.path, 'again');
  const first = await evaluate(out, ...fewSteps, '--only', 'baseline-scorecard,without-age');
  expect(first.code).toBe(0);
  expect((await reportIn(out)).comparisons.map(({ id }) => id)).toEqual([
    'baseline-scorecard',
    'without-age',
  ]);
  const before = await readFile(join(out, 'evaluation.json'), 'utf8');

  const second = await evaluate(out, ...fewSteps);
  expect(second.out).toMatch(/AUC, mean of folds +(0\.\d{4}) +\1 +0\.0000\n/);
  expect(await readFile(join(out, 'evaluation.json'), 'utf8')).toBe(before);

  const third = await evaluate(out, ...fewSteps, '--only', 'baseline-logistic');
  expect(third.code).toBe(0);
  expect((await reportIn(out)).comparisons.map(({ id }) => id)).toEqual([
    'baseline-logistic',
    'baseline-scorecard',
    'without-age',
  ]);

  const other = await evaluate(out, '--seeds', '2', '--epochs', '3', '--backend', 'wasm');
  expect(other.out).not.toContain('committed');
  expect((await reportIn(out)).comparisons).toEqual([]);
});

test('a scorecard is evaluated as a network is, with its comparisons', async () => {
  const out = join(folder.path, 'scorecard');
  const evaluated = await evaluate(out, '--kind', 'scorecard', '--all');
  expect(evaluated.code).toBe(0);
  const { protocol, oof, comparisons } = await reportIn(out);
  expect(protocol).toMatchObject({ kind: 'scorecard', seeds: [], backend: 'node' });
  expect(oof.auc).toBeGreaterThan(0.55);
  const ids = comparisons.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['profile-br', 'folds-by-block', 'without-sensitive']));
  expect(ids).not.toContain('baseline-scorecard');
  expect(comparisons.find(({ id }) => id === 'folds-by-block')?.aucDifference).toBeNull();
});

test('files are held against a trained model, and the report is kept with it in the model store', async () => {
  const out = join(folder.path, 'drift');
  const trained = await bora(
    ...['train', '--kind', 'scorecard', '--schema', 'german-credit', '--data', data],
    ...['--profile', 'none', '--out', `file:${join(folder.path, 'models')}`],
  );
  expect(trained.code).toBe(0);
  const card = [
    '--kind',
    'scorecard',
    '--drift',
    data,
    '--model',
    trained.out.match(/^(\S+\/\S+) is in/m)![1]!,
  ];
  const evaluated = await evaluate(out, ...card);
  expect(evaluated.code).toBe(0);
  const { drift } = await reportIn(out);
  expect(drift).toMatchObject([
    { file: 'labelled.txt', rows: 1_500, model: { name: 'german-credit-none-scorecard' } },
  ]);
  expect(drift[0]!.variables.every(({ psi }) => psi !== null && psi < 0.01)).toBe(true);
  const model = card.at(-1)!;
  expect(evaluated.err).toContain(`kept with the model ${model}`);
  const kept = join(folder.path, 'models', `${model}.evaluation.json`);
  expect(await readFile(kept, 'utf8')).toBe(await readFile(join(out, 'evaluation.json'), 'utf8'));
  expect((await evaluate(out, '--kind', 'scorecard')).code).toBe(0);
  expect((await reportIn(out)).drift).toEqual(drift);
});

test.each([
  [
    'an unknown comparison',
    ['--only', 'without-shoes'],
    /no comparison without-shoes: choose from .*without-age/,
  ],
  ['options that a scorecard has no use for', ['--kind', 'scorecard', '--seeds', '1'], /are for networks/],
  ['an approval rate of everybody', ['--approval-rate', '1'], /between 0 and 1/],
])('%s is refused before anything is measured', async (_what, args, message) => {
  const out = join(folder.path, 'refused');
  const { code, err } = await evaluate(out, ...args);
  expect(code).toBe(1);
  expect(err).toMatch(message);
  expect(await readdir(folder.path)).not.toContain('refused');
});

test('the out-of-fold PDs are never written over the data', async () => {
  const before = await readFile(data);
  const { code, err } = await evaluate(join(folder.path, 'refused'), '--scores', data, ...fewSteps);
  expect(code).toBe(1);
  expect(err).toMatch(/read or written already/);
  expect(await readFile(data)).toEqual(before);
});

test('what is no evaluation report is not written over', async () => {
  const out = await temporaryDirectory();
  try {
    await writeFile(join(out.path, 'evaluation.json'), '{"mine":true}');
    const { code, err } = await evaluate(out.path, ...fewSteps);
    expect(code).toBe(1);
    expect(err).toMatch(/no evaluation report of this version/);
  } finally {
    await out.remove();
  }
});

test('Ctrl-C leaves the old report as it was', async () => {
  const out = join(folder.path, 'stopped');
  expect((await evaluate(out, '--kind', 'scorecard')).code).toBe(0);
  const before = await readFile(join(out, 'evaluation.json'), 'utf8');
  const command = await spawnProgram('bora', {
    args: [
      ...['evaluate', '--schema', 'german-credit', '--data', data, '--out', out],
      ...['--epochs', '100000', '--backend', 'wasm'],
    ],
  });
  await command.waitForOutput(/Evaluating: .* steps .* network \d+ of \d+/);
  const { code } = await command.kill('SIGINT');
  expect(code).toBe(130);
  expect(command.stdout).toBe('');
  expect(await readFile(join(out, 'evaluation.json'), 'utf8')).toBe(before);
  expect((await readdir(out)).sort()).toEqual(['evaluation.html', 'evaluation.json', 'model-card.md']);
});
