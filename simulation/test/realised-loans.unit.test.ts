import { describe, expect, test } from 'vitest';
import {
  inCents,
  ObservedError,
  type ObservedErrorCode,
  parseObservedEconomics,
  readMoney,
  realisedLoansReader,
  reportRealised,
} from '../src/index.ts';
import { bargeEconomics, bargeHeader, bargeLabel, inventedBarges } from './invented-loans.ts';

const row = ['paid', 'Rhine', '1000', '1100.005', '0.1', 'A', '0.1'];

function refusal(work: () => unknown): { code: ObservedErrorCode; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof ObservedError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('the profit of a loan is what was received less what was paid', () => {
  const reader = realisedLoansReader(bargeEconomics, bargeLabel, bargeHeader);
  reader.add(row, 2);
  reader.add(['sunk', 'Rhine', '500', '200', '50', 'B', '0.2'], 3);
  expect(reader.loans.profit).toEqual([readMoney('99.905'), readMoney('-350')]);
  expect(reader.loans.bad).toEqual([0, 1]);
  expect(reader.loans.lenderOrders).toEqual([
    ['A', 'B'],
    [0.1, 0.2],
  ]);
  expect(reportRealised(bargeEconomics, reader.loans).all).toEqual({
    loans: 2,
    bad: 1,
    amount: 1500,
    profit: -250.1,
    included: { bailiff: 50.1 },
  });
});

test('what groups earn adds up to what all earn, in whatever order the loans stand', () => {
  const { loans } = inventedBarges(3_000);
  const report = reportRealised(bargeEconomics, loans);
  const [rivers] = report.groups;
  expect(rivers?.totals.map(({ value }) => value)).toEqual(['Danube', 'Rhine']);
  for (const key of ['loans', 'bad'] as const) {
    expect(rivers?.totals.reduce((sum, { totals }) => sum + totals[key], 0)).toBe(report.all[key]);
  }
  const ofRiver = (river: string) =>
    loans.profit.reduce((sum, profit, place) => (loans.groups[0]![place] === river ? sum + profit : sum), 0n);
  expect(inCents(ofRiver('Danube') + ofRiver('Rhine'))).toBe(report.all.profit);
  const turned = { ...loans, profit: loans.profit.toReversed(), amount: loans.amount.toReversed() };
  expect(reportRealised(bargeEconomics, turned).all).toEqual(report.all);
});

describe('what cannot be counted is refused by line and column, without a value', () => {
  const add = (at: number, given: string) => () =>
    realisedLoansReader(bargeEconomics, bargeLabel, bargeHeader).add(row.with(at, given), 7);

  test.each([
    [2, '1,000', 'unreadable-amount', /^Line 7: lent is no amount/],
    [3, '', 'unreadable-amount', /^Line 7: back is no amount/],
    [0, 'secret', 'unreadable-outcome', /^Line 7: .*allowed codes \(sunk, paid\)/],
    [5, ' ', 'unreadable-value', /^Line 7: class must be a text/],
    [6, 'secret', 'unreadable-value', /^Line 7: rate must be a number/],
  ] as const)('field %i given as %j', (at, given, code, message) => {
    const error = refusal(add(at, given));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message).not.toMatch(/secret|1,000/);
  });

  test('a file without a column of the economics', () => {
    const header = bargeHeader.with(4, 'constable');
    const error = refusal(() => realisedLoansReader(bargeEconomics, bargeLabel, header));
    expect(error).toMatchObject({
      code: 'absent-column',
      message: expect.stringMatching(/no column bailiff/),
    });
  });
});

describe('economics that do not fit together are refused by what is wrong with them', () => {
  test.each([
    ['{', 'not-json', /not JSON/],
    [{ ...bargeEconomics, currency: 'euro' }, 'invalid-economics', /currency: a currency of three capital/],
    [{ ...bargeEconomics, lenderOrders: [] }, 'invalid-economics', /lenderOrders/],
    [{ ...bargeEconomics, cashflow: [] }, 'invalid-economics', /cashflow/],
    [
      { ...bargeEconomics, cashFlows: [...bargeEconomics.cashFlows, bargeEconomics.cashFlows[0]] },
      'invalid-economics',
      /a column is one cash flow only/,
    ],
  ])('%j', (given, code, message) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    const error = refusal(() => parseObservedEconomics(text, 'barges'));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
