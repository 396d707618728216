import { ascendingOrder } from '@bora/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assumedLoanBook } from '../src/economics/loan-book.ts';
import { analysisFold } from '../src/replay/analysis-fold.ts';
import { cutOffsByOtherFolds } from '../src/replay/best-cut-off.ts';
import { cutOffCurve } from '../src/replay/cut-off-curve.ts';
import { profitOf } from '../src/replay/profit-of.ts';
import { inventedAssumptions, inventedReplay } from './invented-replay.ts';

const tenths = fc.array(
  fc.record({ pd: fc.integer({ min: 0, max: 10 }), profit: fc.integer({ min: -9, max: 9 }) }),
  { minLength: 1, maxLength: 40 },
);

test('no cut-off earns more on the other folds than the chosen one, and those of equal PD stay together', () => {
  fc.assert(
    fc.property(tenths, (rows) => {
      const row = Uint32Array.from(rows, (_, place) => place + 1);
      const pd = Float64Array.from(rows, (one) => one.pd / 10);
      const profit = Float64Array.from(rows, (one) => one.profit);
      const chosen = cutOffsByOtherFolds(row, pd, profit, ascendingOrder(pd));
      for (const [fold, cutOff] of chosen.entries()) {
        const earned = (upTo: number) =>
          rows.reduce((sum, one, place) => {
            const isOther = analysisFold(row[place]!) !== fold;
            return sum + (isOther && one.pd / 10 <= upTo ? one.profit : 0);
          }, 0);
        expect(earned(cutOff)).toBe(Math.max(...[-1, ...pd].map(earned)));
      }
    }),
  );
});

test('the cut-off of a fold does not depend on the outcomes of that fold', () => {
  const { replay, line } = inventedReplay(400);
  const { profit } = assumedLoanBook(inventedAssumptions(), line, replay.bad);
  const { row, model } = replay;
  const order = ascendingOrder(model.pd);
  const cutOffs = cutOffsByOtherFolds(row, model.pd, profit, order);
  for (const fold of [0, 1, 2, 3, 4]) {
    const changed = profit.map((value, place) => (analysisFold(row[place]!) === fold ? -value : value));
    const others = cutOffsByOtherFolds(row, model.pd, changed, order);
    expect(others[fold]).toBe(cutOffs[fold]);
    expect(others).not.toEqual(cutOffs);
  }
});

test('the curve goes from nobody to everybody, and each point is what its cut-off earns', () => {
  const { replay, line } = inventedReplay(500);
  const pd = replay.model.pd.map((value, place) => (place === 0 ? 1 : place === 1 ? 0.07 : value));
  const book = assumedLoanBook(inventedAssumptions({ fixedCost: 100 }), line, replay.bad);
  const curve = cutOffCurve(book, replay.bad, pd);
  expect(curve).toHaveLength(201);
  expect(curve[0]).toMatchObject({ cutOff: 0, approvalRate: 0, badRate: null, profitPerApplicant: -0.2 });
  expect(curve[0]?.interval).toEqual({ low: -0.2, high: -0.2 });
  expect(curve.at(-1)).toMatchObject({ cutOff: 1, approvalRate: 1 });
  for (const { cutOff, approvalRate, badRate, profitPerApplicant } of curve.slice(0, -1)) {
    const figures = profitOf(
      book,
      replay.bad,
      pd.map((value) => (value < cutOff ? 1 : 0)),
    );
    expect({ approvalRate, badRate, profitPerApplicant }).toEqual({
      approvalRate: figures.approvalRate,
      badRate: figures.badRate,
      profitPerApplicant: figures.profitPerApplicant,
    });
  }
});
