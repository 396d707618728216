import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ObservedEconomics, ObservedReport, SimulationReport } from '@bora/simulation';
import { repositoryRoot, sharedData, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const Trained = z.object({ name: z.string(), version: z.string() });
const realLoans = sharedData('lending_club', 'lendingclub_2007_2011.csv.gz');

let folder: TemporaryDirectory;
let economics: ObservedEconomics;
beforeAll(async () => {
  folder = await temporaryDirectory();
  const text = await readFile(join(repositoryRoot, 'simulation/observed/lending-club.json'), 'utf8');
  economics = ObservedEconomics.parse(JSON.parse(text));
});
afterAll(() => folder.remove());

const at = (name: string) => join(folder.path, name);

async function bora(...args: string[]) {
  const terminal = memoryTerminal({
    MODEL_STORE: `file:${at('models')}`,
    POLICY_STORE: `file:${at('policies')}`,
  });
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

async function trainScorecard(data: string, schema = economics.schema): Promise<string> {
  const kind = ['--kind', 'scorecard', '--schema', schema];
  const trained = await bora('train', ...kind, '--data', data, '--json');
  expect(trained.code).toBe(0);
  const { name, version } = Trained.parse(JSON.parse(trained.out));
  return `${name}/${version}`;
}

async function observed(file: string, ...args: string[]) {
  return bora('observed', file, '--economics', economics.id, '--replicates', '100', ...args);
}

/** Synthetic applicants as loans: the columns that the economics name stand behind those of the schema. */
async function syntheticLoans(name: string, seed: number): Promise<string> {
  const shape = ['--rows', '1200', '--seed', String(seed), '--label'];
  expect((await bora('synth', '--schema', economics.schema, ...shape, '--out', at(name))).code).toBe(0);
  const [header, ...rows] = (await readFile(at(name), 'utf8')).trimEnd().split('\n');
  const known = new Set(header!.split(','));
  const money = [
    economics.amount,
    ...[...economics.cashFlows, ...economics.included].map(({ column }) => column),
  ];
  const columns = [...money, ...[...economics.groups, ...economics.lenderOrders].map(({ column }) => column)];
  const added = [...new Set(columns)].filter((column) => !known.has(column));
  const value = (column: string, row: number) => {
    const isReceived = economics.cashFlows.some(
      (flow) => flow.column === column && flow.direction === 'received',
    );
    if (money.includes(column)) return `${isReceived ? 3000 : 1000 + (row % 7)}.005`;
    return economics.lenderOrders.some((order) => order.column === column) ? String(row % 5) : 'all';
  };
  const lines = rows.map((line, row) => [line, ...added.map((column) => value(column, row))].join(','));
  await writeFile(at(name), `${[header, ...added].join(',')}\n${lines.join('\n')}\n`);
  return at(name);
}

describe('loans that are closed', () => {
  let history: string;
  let later: string;
  let model: string;
  beforeAll(async () => {
    history = await syntheticLoans('history.csv', 1);
    later = await syntheticLoans('later.csv', 2);
    model = await trainScorecard(history);
  });

  test('are counted without a model, and beside one with intervals and all that has to be known', async () => {
    const plain = await observed(later);
    expect(plain.code).toBe(0);
    expect(plain.out).toMatch(/^all +1,200 /m);
    expect(plain.out).not.toContain('model less');
    const { code, out } = await observed(later, '--model', model, '--out', at('report.json'));
    expect(code).toBe(0);
    expect(out).toContain(`${model}, policy default/1: approve below 0.2`);
    for (const note of economics.notes) expect(out).toContain(note);
    const report = ObservedReport.parse(JSON.parse(await readFile(at('report.json'), 'utf8')));
    expect(report).toMatchObject({ basis: 'observed', data: { loans: 1_200, rejected: 0 } });
    expect(report.comparison).toMatchObject({ model, seenInTraining: 0 });
  });

  test('give the same bytes for the same seed', async () => {
    const json = () => observed(later, '--model', model, '--seed', '9', '--json').then(({ out }) => out);
    const first = await json();
    expect(ObservedReport.parse(JSON.parse(first)).seed).toBe(9);
    expect(await json()).toBe(first);
  });

  test('are the money of a whole replay as well, marked as observed, for any rows of the file', async () => {
    const args = ['--schema', economics.schema, '--data', later, '--via', 'model', '--model', model];
    const replay = async (...more: string[]) => {
      const { out, err } = await bora('simulate', ...args, '--observed', economics.id, '--json', ...more);
      return { report: out === '' ? null : SimulationReport.parse(JSON.parse(out)), err };
    };
    const { all } = ObservedReport.parse(JSON.parse((await observed(later, '--json')).out));
    const [book] = (await replay('--replicates', '100')).report!.economics;
    expect(book).toMatchObject({
      scenario: null,
      basis: 'observed',
      currency: economics.currency,
      stress: [],
    });
    const approveAll = book!.strategies.find(({ id }) => id === 'approve-all')!;
    expect(approveAll.profit).toBeCloseTo(all.profit, 2);
    expect(approveAll.drawn).toBeCloseTo(all.amount, 2);
    expect(book!.differences.length).toBeGreaterThan(0);
    const folds = await Promise.all(['0', '1', '2', '3', '4'].map((fold) => replay('--fold', fold)));
    const profits = folds.map(({ report }) => {
      return report!.economics[0]!.strategies.find(({ id }) => id === 'approve-all')!.profit;
    });
    expect(profits.reduce((sum, profit) => sum + profit, 0)).toBeCloseTo(all.profit, 2);
    const german = ['simulate', '--schema', 'german-credit', '--data', later, '--via', 'model'];
    expect((await bora(...german, '--observed', economics.id)).err).toMatch(
      /of the schema lending-club, not german/,
    );
  });

  test('that the model was trained on are refused with their number, or marked in every output', async () => {
    const refused = await observed(history, '--model', model);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/was trained on 1,200 of these 1,200 rows/);
    const marked = await observed(history, '--model', model, '--in-sample');
    expect(marked.out).toContain('IN SAMPLE: the model had seen 1,200 of the loans.');
    const json = await observed(history, '--model', model, '--in-sample', '--json');
    expect(ObservedReport.parse(JSON.parse(json.out)).comparison?.seenInTraining).toBe(1_200);
  });

  test('are refused where they do not fit the model, the economics or a file of loans', async () => {
    const people = at('people.txt');
    await bora('synth', '--schema', 'german-credit', '--rows', '1200', '--label', '--out', people);
    const other = await trainScorecard(people, 'german-credit');
    expect((await observed(later, '--model', other)).err).toMatch(
      /scores the schema german-credit, not lending-club/,
    );
    expect((await bora('observed', later, '--economics', 'atlantis')).err).toMatch(/one of lending-club/);
    const [header] = (await readFile(later, 'utf8')).split('\n');
    const bare = at('bare.csv');
    await writeFile(bare, `${header}\n`);
    expect((await observed(bare)).err).toMatch(/The file holds no applicants/);
    await bora('synth', '--schema', economics.schema, '--label', '--out', bare);
    expect((await observed(bare)).err).toMatch(/has no column .*, which the economics lending-club need/);
    expect((await observed(at('nowhere.csv'))).err).toMatch(/There is no file/);
  });
});

test('a model of LendingClub loans up to 2010 orders those of 2011 better than their sub-grade does', {
  timeout: 300_000,
}, async (context) => {
  if (!realLoans) return context.skip('The loans in ../shared/data/lending_club are absent.');
  await writeFile(at('loans.csv'), gunzipSync(await readFile(realLoans)));
  const year = economics.groups.at(-1)!.column;
  const pick = (where: string, out: string) =>
    bora('data', 'filter', at('loans.csv'), '--where', where, '--out', at(out));
  expect((await pick(`${year}<=2010`, 'before.csv')).out).toMatch(/^20,814 of 42,535/);
  expect((await pick(`${year}=2011`, '2011.csv')).out).toMatch(/^21,721 of 42,535/);
  const model = await trainScorecard(at('before.csv'));
  const { out } = await observed(at('2011.csv'), '--model', model, '--json');
  const { comparison, all } = ObservedReport.parse(JSON.parse(out));
  expect(all).toMatchObject({ loans: 21_721, amount: 257_363_650, profit: 31_776_119.54 });
  expect(comparison).toMatchObject({ seenInTraining: 0 });
  const [ofModel, bySubGrade] = comparison!.auc;
  expect(ofModel!.auc.value).toBeGreaterThan(0.67);
  expect(bySubGrade!.modelLess.low).toBeGreaterThan(0);
});
