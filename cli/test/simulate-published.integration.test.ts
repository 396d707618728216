import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SimulationReport } from '@bora/simulation';
import { repositoryRoot, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const published = join(repositoryRoot, '..', 'shared', 'data');
const data = join(published, 'pakdd2010', 'PAKDD2010_Modeling_Data.txt');
const reference = join(published, 'reference', 'emp_check.csv');

let folder: TemporaryDirectory;
let report: SimulationReport;
const isHere = existsSync(data) && existsSync(reference);

beforeAll(async () => {
  if (!isHere) return;
  folder = await temporaryDirectory();
  const scores = join(folder.path, 'scores.csv');
  const [, ...lines] = (await readFile(reference, 'utf8')).trimEnd().split(/\r?\n/);
  const rows = lines.map((line) => line.split(',')).map(([id, label, pd]) => `${id},${id},${label},${pd}`);
  await writeFile(scores, `row,applicantId,bad,pd\n${rows.join('\n')}\n`);
  const terminal = memoryTerminal();
  const args = ['simulate', '--schema', 'pakdd2010', '--data', data, '--scores', scores, '--json'];
  expect(await runProgram([...args, '--replicates', '200'], terminal)).toBe(0);
  report = SimulationReport.parse(JSON.parse(terminal.out));
});
afterAll(() => folder?.remove());

function strategy(scenario: string, id: string) {
  const economics = report.economics.find((one) => one.scenario?.id === scenario)!;
  return economics.strategies.find((one) => one.id === id)!;
}

// Skipped where the data folder is absent: these are the figures of a replay of the published file.
test.runIf(isHere)(
  'the published file under a thin and a fat margin earns what was reckoned elsewhere',
  () => {
    expect(strategy('thin-margin', 'approve-all').profitPerApplicant).toBeCloseTo(-36.20421847434481, 9);
    expect(strategy('revolving', 'approve-all').profitPerApplicant).toBeCloseTo(101.91974123999974, 9);
    const thin = strategy('thin-margin', 'model-expected-profit');
    expect([thin.profitPerApplicant.toFixed(1), thin.approvalRate.toFixed(3)]).toEqual(['34.3', '0.390']);
    const fat = strategy('revolving', 'model-expected-profit');
    expect([fat.profitPerApplicant.toFixed(1), fat.approvalRate.toFixed(2)]).toEqual(['128.2', '0.74']);
  },
);

test.runIf(isHere)('no cut-off chosen on other folds earns more than the best of hindsight', () => {
  expect(strategy('thin-margin', 'model-best-cut-off').profitPerApplicant).toBeLessThan(34.95);
  expect(strategy('thin-margin', 'model-best-cut-off').profitPerApplicant).toBeGreaterThan(33);
  expect(strategy('revolving', 'model-best-cut-off').profitPerApplicant).toBeLessThan(128.75);
});

test.runIf(isHere)(
  'with a thin margin the model beats approving all, by an interval that excludes zero',
  () => {
    const thin = report.economics.find((one) => one.scenario?.id === 'thin-margin')!;
    const difference = thin.differences.find(
      ({ of, over }) => of === 'model-policy' && over === 'approve-all',
    )!;
    expect(difference.interval.low).toBeGreaterThan(0);
    expect(report.model.emp).toBeCloseTo(0.01856170804955548, 12);
  },
);
