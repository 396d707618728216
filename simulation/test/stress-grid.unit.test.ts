import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assumedLoanBook } from '../src/economics/loan-book.ts';
import { alikeSums, approvedOf, linesOf } from '../src/replay/alike.ts';
import { profitOf } from '../src/replay/profit-of.ts';
import { stressedProfit, stressGrid } from '../src/replay/stress-grid.ts';
import { anyTerms, type InventedTerms, inventedAssumptions, inventedReplay } from './invented-replay.ts';

const count = 300;

function stressed(terms: InventedTerms) {
  const { replay, line } = inventedReplay(count);
  const assumptions = inventedAssumptions(terms);
  const approval = Float64Array.from(replay.model.decision, (code) => (code === 0 ? 1 : 0));
  const book = assumedLoanBook(assumptions, line, replay.bad);
  const sums = alikeSums();
  for (const [place, share] of approval.entries()) sums.add(book, place, replay.bad[place] === 1, share, 0);
  const approved = linesOf(approvedOf(sums.all(), 0), count);
  const own = {
    lgd: assumptions.lgd.value,
    costOfFunds: assumptions.costOfFunds.value,
    apr: assumptions.apr.value,
  };
  const { profit } = profitOf(book, replay.bad, approval);
  return { assumptions, approved, own, profit, profitAt: stressedProfit(assumptions, own, approved) };
}

test('in the scenario itself the stressed profit is the profit', () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const { profitAt, profit } = stressed(terms);
      expect(Math.abs(profitAt(1) - profit)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(profit)) * count);
    }),
  );
});

test('no bads at all earns what all goods would, all bads what all bads would', () => {
  const { approved, profitAt } = stressed({ apr: 0.3, lgd: 0.6, repayment: 'revolving' });
  const lines = approved.goodLines + approved.badLines;
  expect(profitAt(0)).toBeCloseTo(0.3 * lines, 6);
  expect(profitAt((approved.goods + approved.bads) / approved.bads)).toBeCloseTo(-0.6 * lines, 6);
});

test('worse times never earn more, and at every break-even point the profit is zero', () => {
  const { assumptions, approved } = stressed({ apr: 0.3, lgd: 0.6, costOfFunds: 0.05 });
  const { cells, breakEven } = stressGrid(assumptions, approved);
  expect(cells).toHaveLength(6 * 45);
  for (const a of cells) {
    for (const b of cells) {
      const isWorse =
        a.pdMultiplier >= b.pdMultiplier &&
        a.lgd >= b.lgd &&
        a.costOfFunds >= b.costOfFunds &&
        a.apr <= b.apr;
      if (isWorse) expect(a.profitPerApplicant).toBeLessThanOrEqual(b.profitPerApplicant + 1e-9);
    }
  }
  expect(breakEven.filter(({ pdMultiplier }) => pdMultiplier !== null).length).toBeGreaterThan(20);
  for (const { pdMultiplier, ...money } of breakEven) {
    if (pdMultiplier !== null) {
      expect(stressedProfit(assumptions, money, approved)(pdMultiplier)).toBeCloseTo(0, 6);
    }
  }
});
