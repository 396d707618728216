import { expect, test } from 'vitest';
import { observedLoanBook } from '../src/economics/loan-book.ts';
import { assumedSlices, slicesOf } from '../src/economics/sliced-book.ts';
import { simulationPage } from '../src/page/simulation-page.ts';
import { segmentByCode } from '../src/replay/segments.ts';
import { buildReport, type ReplayedBook } from '../src/report/build-report.ts';
import type { Replay } from '../src/report/replay.ts';
import { SimulationReport } from '../src/report/simulation-report.ts';
import { CreditLineRule } from '../src/scenario/credit-line-rule.ts';
import { Scenario } from '../src/scenario/scenario.ts';
import { inventedAssumptions, inventedReplay } from './invented-replay.ts';

const data = { sha256: 'ab', schema: 'invented', rejected: 0, leftOut: 0 };
const options = { seed: 1, replicates: 100 };
const { replay: one, line } = inventedReplay(600);
const replay: Replay = {
  ...one,
  against: { ...one.model, title: 'second <model>', pd: one.model.pd.map((pd) => 1 - pd) },
  segmentation: segmentByCode('town', {
    values: ['north', 'south'],
    codes: one.row.map((row) => (row % 3 === 0 ? 0 : 1)),
  }),
};
const assumptions = {
  ...inventedAssumptions({ fixedCost: 60, applicationCost: 0.5 }),
  line: CreditLineRule.parse({ kind: 'column', variable: 'wish', unit: 'EUR', source: 'invented' }),
};
const scenario = Scenario.parse({
  id: 'invented',
  title: 'Invented',
  description: '',
  schema: 'invented',
  assumptions,
});
const assumed: ReplayedBook = {
  scenario,
  title: 'Invented',
  book: assumedSlices(assumptions, line, replay.bad),
};
const cents = line.map((amount, place) => Math.round(amount * (replay.bad[place] ? -40 : 10)) / 100);
const observed: ReplayedBook = {
  scenario: null,
  title: 'As it was',
  book: slicesOf(observedLoanBook({ currency: 'USD', funded: line, profit: cents })),
};

test('a report holds every way to decide, meets its contract and is the same for the same input', () => {
  const report = buildReport(data, replay, [assumed, observed], options);
  expect(SimulationReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  expect(buildReport(data, replay, [assumed, observed], options)).toEqual(report);
  const [ofScenario, ofFlows] = report.economics;
  expect(ofScenario!.strategies.map(({ id }) => id)).toEqual([
    'model-policy',
    'model-best-cut-off',
    'model-expected-profit',
    'against-policy',
    'against-best-cut-off',
    'against-expected-profit',
    'approve-all',
    'reject-all',
    'random',
    'oracle',
  ]);
  const profit = (id: string) => ofScenario!.strategies.find((strategy) => strategy.id === id)!;
  expect(profit('reject-all').profit).toBe(-(60 + 600 * 0.5));
  expect(profit('random').approvalRate).toBeCloseTo(profit('model-policy').approvalRate, 12);
  for (const { interval, profitPerApplicant } of ofScenario!.strategies) {
    expect(interval.low).toBeLessThanOrEqual(profitPerApplicant + 1e-9);
    expect(interval.high).toBeGreaterThanOrEqual(profitPerApplicant - 1e-9);
  }
  expect([ofScenario!.basis, ofFlows!.basis]).toEqual(['assumed', 'observed']);
});

test('observed cash flows are summed to the cent and carry nothing that is assumed', () => {
  const [report] = buildReport(data, replay, [observed], options).economics;
  const all = report!.strategies.find(({ id }) => id === 'approve-all')!;
  const exact = cents.reduce((sum, profit) => sum + BigInt(Math.round(profit * 100)), 0n);
  expect(Math.round(all.profit * 100)).toBe(Number(exact));
  expect(report).toMatchObject({ scenario: null, breakEvenPd: null, stress: [] });
  expect(report!.strategies.some(({ id }) => id === 'model-expected-profit')).toBe(false);
  expect(all.raroc).toBeNull();
});

test('the page shows assumed and observed apart, every source of an assumption, and no markup of a name', () => {
  const page = simulationPage(buildReport(data, replay, [assumed, observed], options));
  expect(page).toContain('Invented (assumed)');
  expect(page).toContain('As it was (observed)');
  expect(page).toContain('<td>LGD</td><td>0.6</td><td>share of what is owed</td><td>invented</td>');
  expect(page).toContain('second &lt;model&gt;');
  expect(page).not.toContain('IN SAMPLE');
  expect(simulationPage(buildReport(data, replay, [assumed, observed], options))).toBe(page);
});

test('a replay of applicants that the model has seen says so in report and page', () => {
  const seen: Replay = { ...replay, model: { ...replay.model, origin: 'in-sample', seenInTraining: 5 } };
  const report = buildReport(data, seen, [assumed], options);
  expect(report.inSample).toBe(true);
  expect(simulationPage(report)).toContain('IN SAMPLE');
});

test('a file of goods alone is reported, without what needs both outcomes', () => {
  const bad = new Uint8Array(600);
  const book = assumedSlices(assumptions, line, bad);
  const report = buildReport(data, { ...replay, bad }, [{ ...assumed, book }], options);
  expect(report.model).toMatchObject({ auc: null, emp: null });
  expect(simulationPage(report)).toContain('Invented (assumed)');
});
