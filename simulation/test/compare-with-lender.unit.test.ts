import { expect, test } from 'vitest';
import { compareWithLender, ObservedComparison, reportRealised } from '../src/index.ts';
import { bargeEconomics, inventedBarges } from './invented-loans.ts';

const { loans, scored } = inventedBarges(4_000);
const options = { seed: 3, replicates: 100 };
const report = compareWithLender(bargeEconomics, loans, scored, options);
const strategy = (id: string) => report.strategies.find((one) => one.id === id)!;
const { all } = reportRealised(bargeEconomics, loans);

test('the report is one of its schema', () => {
  expect(ObservedComparison.parse(report)).toEqual(report);
});

test('approving all comes to the exact totals, rejecting all to nothing', () => {
  expect(strategy('approve-all')).toMatchObject({ loans: all.loans, amount: all.amount });
  expect(strategy('approve-all').profit.value).toBeCloseTo(all.profit, 2);
  expect(strategy('approve-all').badRate.value).toBe(all.bad / all.loans);
  const nothing = { value: 0, low: 0, high: 0 };
  expect(strategy('reject-all')).toMatchObject({ loans: 0, amount: 0, profit: nothing, badRate: nothing });
});

test('nothing earns more than approving exactly the loans that earned', () => {
  const profits = report.strategies.map(({ profit }) => profit.value);
  expect(Math.max(...profits)).toBe(strategy('oracle').profit.value);
});

test('the lender and chance approve as many loans as the model, or lend as much', () => {
  const model = strategy('model');
  expect(model.loans).toBe(scored.approval.reduce((sum, one) => sum + one, 0));
  for (const id of ['lender-1', 'lender-2', 'chance']) {
    expect(strategy(`${id}-same-number`).loans).toBeCloseTo(model.loans, 6);
    expect(strategy(`${id}-same-amount`).amount).toBeCloseTo(model.amount, 6);
  }
  const chance = strategy('chance-same-number');
  expect(chance.profit.value).toBeCloseTo((all.profit * model.loans) / all.loans, 2);
  expect(chance.badRate.value).toBeCloseTo(all.bad / all.loans, 9);
});

test('two orders of the lender that rank alike come to the same', () => {
  const { id: _, title: __, ...byClass } = strategy('lender-1-same-amount');
  expect(strategy('lender-2-same-amount')).toMatchObject(byClass);
});

test('a better order approves fewer bads of as many loans, and its interval says that this is no accident', () => {
  const less = report.differences.find(({ over }) => over === 'lender-1-same-number')!;
  expect(less.badRate.high).toBeLessThan(0);
  const [model, byClass] = report.auc;
  expect(model!.auc.value).toBeGreaterThan(byClass!.auc.value);
  expect(byClass!.modelLess.low).toBeGreaterThan(0);
});

test('a difference is that of the figures, and its interval holds it', () => {
  for (const { of, over, profit, badRate } of report.differences) {
    expect(profit.value).toBeCloseTo(strategy(of).profit.value - strategy(over).profit.value, 6);
    for (const { value, low, high } of [profit, badRate]) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  }
});

test('inside the classes of the lender a model that sees more than they do beats chance, and one that knows only them does not', () => {
  const insideLessChance = (keys: Float64Array) =>
    compareWithLender(bargeEconomics, loans, { ...scored, pd: keys }, options).differences.find(
      ({ of }) => of === 'inside-same-number',
    )!;
  expect(insideLessChance(scored.pd).profit.low).toBeGreaterThan(0);
  const byClass = Float64Array.from(loans.lenderOrders[1]!, Number);
  const { low, high } = insideLessChance(byClass).profit;
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
});

test('the model beside itself differs by nothing in every draw', () => {
  const own = { ...loans, lenderOrders: [Array.from(scored.pd), Array.from(scored.pd)] };
  const alike = compareWithLender(bargeEconomics, own, scored, options);
  const less = alike.differences.find(({ over }) => over === 'lender-1-same-number')!;
  for (const bound of [less.profit.low, less.profit.high]) expect(bound).toBeCloseTo(0, 6);
  expect(alike.auc[1]!.modelLess).toEqual({ value: 0, low: 0, high: 0 });
});

test('the same seed gives the same bytes, another seed other intervals', () => {
  expect(JSON.stringify(compareWithLender(bargeEconomics, loans, scored, options))).toBe(
    JSON.stringify(report),
  );
  const other = compareWithLender(bargeEconomics, loans, scored, { ...options, seed: 4 });
  expect(other.strategies[0]!.profit.low).not.toBe(strategy('model').profit.low);
  expect(other.strategies[0]!.profit.value).toBe(strategy('model').profit.value);
});

test('every draw is told', () => {
  const told: number[] = [];
  compareWithLender(bargeEconomics, loans, scored, { seed: 1, replicates: 3 }, (done) => told.push(done));
  expect(told).toEqual([1, 2, 3]);
});
