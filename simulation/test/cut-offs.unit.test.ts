import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assumedLoanBook } from '../src/economics/loan-book.ts';
import { analysisFold } from '../src/replay/analysis-fold.ts';
import { approveByOtherFolds, bestCutOff } from '../src/replay/best-cut-off.ts';
import { cutOffCurve } from '../src/replay/cut-off-curve.ts';
import { everyPlace, profitOf } from '../src/replay/profit-of.ts';
import { inventedAssumptions, inventedReplay } from './invented-replay.ts';

const tenths = fc.array(
  fc.record({ pd: fc.integer({ min: 0, max: 10 }), profit: fc.integer({ min: -9, max: 9 }) }),
  { minLength: 1, maxLength: 40 },
);

test('no cut-off earns more than the best one, and those of equal PD stay together', () => {
  fc.assert(
    fc.property(tenths, (rows) => {
      const pd = Float64Array.from(rows, (row) => row.pd / 10);
      const profit = Float64Array.from(rows, (row) => row.profit);
      const earned = (upTo: number) =>
        rows.reduce((sum, row) => sum + (row.pd / 10 <= upTo ? row.profit : 0), 0);
      const best = bestCutOff(pd, profit, everyPlace(rows.length));
      expect(earned(best)).toBe(Math.max(...[-1, ...pd].map(earned)));
    }),
  );
});

test('the cut-off of a fold does not depend on the outcomes of that fold', () => {
  const { replay, line } = inventedReplay(400);
  const { profit } = assumedLoanBook(inventedAssumptions(), line, replay.bad);
  const { cutOffs } = approveByOtherFolds(replay.row, replay.model.pd, profit);
  for (const fold of [0, 1, 2, 3, 4]) {
    const changed = profit.map((value, place) =>
      analysisFold(replay.row[place]!) === fold ? -value : value,
    );
    const others = approveByOtherFolds(replay.row, replay.model.pd, changed).cutOffs;
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
