import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assumedLoanBook, type LoanBook } from '../src/economics/loan-book.ts';
import { addProfit, emptySums, figuresOf, mergeSums, profitOf } from '../src/replay/profit-of.ts';
import { approveAll, oracle, rejectAll } from '../src/replay/strategy.ts';
import { anyTerms, type InventedTerms, inventedAssumptions, inventedReplay } from './invented-replay.ts';

const count = 200;
const seed = fc.nat({ max: 1000 });
const approvals = fc.array(fc.constantFrom(0, 1), { minLength: count, maxLength: count });

function bookOf(terms: InventedTerms, of: number): { book: LoanBook; bad: Uint8Array } {
  const { replay, line } = inventedReplay(count, of);
  return { book: assumedLoanBook(inventedAssumptions(terms), line, replay.bad), bad: replay.bad };
}

test('who rejects everybody loses exactly the fixed costs', () => {
  fc.assert(
    fc.property(anyTerms, seed, (terms, of) => {
      const { book, bad } = bookOf(terms, of);
      const { profit, variableProfit } = profitOf(book, bad, rejectAll(count).approval);
      expect(variableProfit).toBe(0);
      expect(profit).toBe(0 - (terms.fixedCost + count * terms.applicationCost));
    }),
  );
});

test('the oracle approves if and only if the realised profit is above zero, and nobody earns more', () => {
  fc.assert(
    fc.property(anyTerms, seed, approvals, (terms, of, given) => {
      const { book, bad } = bookOf(terms, of);
      const { approval } = oracle(book.profit);
      for (const [place, profit] of book.profit.entries()) expect(approval[place] === 1).toBe(profit > 0);
      const best = profitOf(book, bad, approval).variableProfit;
      for (const other of [Float64Array.from(given), approveAll(count).approval, rejectAll(count).approval]) {
        expect(profitOf(book, bad, other).variableProfit).toBeLessThanOrEqual(best);
      }
    }),
  );
});

test('variable profit adds up over any partition of the applicants, to the last bit', () => {
  const parts = fc.array(fc.nat({ max: 6 }), { minLength: count, maxLength: count });
  fc.assert(
    fc.property(anyTerms, seed, approvals, parts, (terms, of, given, part) => {
      const { book, bad } = bookOf(terms, of);
      const approval = Float64Array.from(given);
      const merged = emptySums();
      for (const one of [6, 3, 0, 1, 5, 2, 4]) {
        const places = [...part.keys()].filter((place) => part[place] === one);
        mergeSums(merged, addProfit(emptySums(), book, bad, approval, places));
      }
      expect(figuresOf(merged, book)).toEqual(profitOf(book, bad, approval));
    }),
  );
});

test('at the same decisions a higher LGD or cost of funds never earns more, a higher APR never less', () => {
  const one = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(anyTerms, seed, approvals, one, one, (terms, of, given, a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const profit = (changed: InventedTerms) => {
        const { book, bad } = bookOf({ ...terms, ...changed }, of);
        return profitOf(book, bad, Float64Array.from(given)).variableProfit;
      };
      // Profits of applicants are rounded each on their own.
      const tolerance = 1e-6;
      expect(profit({ lgd: high })).toBeLessThanOrEqual(profit({ lgd: low }) + tolerance);
      expect(profit({ costOfFunds: high })).toBeLessThanOrEqual(profit({ costOfFunds: low }) + tolerance);
      expect(profit({ apr: high })).toBeGreaterThanOrEqual(profit({ apr: low }) - tolerance);
    }),
    { numRuns: 200 },
  );
});
