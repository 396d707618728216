import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assumedLoanBook, breakEvenPd, expectedProfit } from '../src/economics/loan-book.ts';
import { repayments } from '../src/economics/repayments.ts';
import { unitEconomics } from '../src/economics/unit-economics.ts';
import { anyTerms, inventedAssumptions } from './invented-replay.ts';

test('a year of instalments at 30 % earns 16.985 % of what was lent, a revolving year 30 %', () => {
  const annuity = unitEconomics(inventedAssumptions({ apr: 0.3, term: 12 })).good;
  expect(annuity.received - 1).toBeCloseTo(0.16985, 5);
  const revolving = unitEconomics(inventedAssumptions({ apr: 0.3, term: 12, repayment: 'revolving' })).good;
  expect(revolving.received - 1).toBeCloseTo(0.3, 12);
});

test('an annuity discounted at its own rate is worth what was lent', () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const rate = Math.min(terms.apr, 1);
      const { good } = unitEconomics(inventedAssumptions({ ...terms, apr: rate, costOfFunds: rate }));
      expect(good.presentValue).toBeCloseTo(1, 9);
    }),
  );
});

test('payments pay the debt off exactly, and what is owed never rises', () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const { payments, owed } = repayments(inventedAssumptions(terms));
      expect(payments).toHaveLength(terms.term);
      expect(owed.at(-1)).toBe(0);
      for (let month = 1; month < owed.length; month++) {
        expect(owed[month]!).toBeLessThanOrEqual(owed[month - 1]! + 1e-12);
        const interest = (owed[month - 1]! * terms.apr) / 12;
        expect(owed[month - 1]! + interest - payments[month - 1]!).toBeCloseTo(owed[month]!, 9);
      }
    }),
  );
});

test('a default after some payments returns these and 1 − LGD of what is owed then, later', () => {
  const terms = { apr: 0, term: 10, paymentsBeforeDefault: 4, lgd: 0.5, costOfFunds: 0.12, recoveryDelay: 6 };
  const { bad } = unitEconomics(inventedAssumptions(terms));
  expect(bad.received).toBeCloseTo(0.4 + 0.3, 12);
  const paid = [1, 2, 3, 4].reduce((sum, month) => sum + 0.1 / 1.01 ** month, 0);
  expect(bad.presentValue).toBeCloseTo(paid + 0.3 / 1.01 ** 10, 12);
});

test('costs, take-up and utilisation reach the profit of an account', () => {
  const terms = {
    apr: 0,
    lgd: 1,
    term: 10,
    acquisitionCost: 7,
    servicingCost: 2,
    takeUp: 0.5,
    utilisation: 0.5,
  };
  const book = assumedLoanBook(inventedAssumptions(terms), Float64Array.of(100, 100), Uint8Array.of(0, 1));
  expect([...book.profit]).toEqual([0.5 * -27, 0.5 * (-50 - 7)]);
  expect([...book.drawn]).toEqual([25, 25]);
});

test('at the break-even PD the expected profit is zero', () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const book = assumedLoanBook(inventedAssumptions(terms), Float64Array.of(1000), Uint8Array.of(0));
      const { good, bad } = book.expected!;
      const pd = breakEvenPd(good[0]!, bad[0]!);
      if (good[0]! > 0 && bad[0]! < 0) expect(expectedProfit(book.expected!, 0, pd)).toBeCloseTo(0, 6);
      else expect(pd).toBe(bad[0]! >= 0 ? 1 : 0);
    }),
  );
});
