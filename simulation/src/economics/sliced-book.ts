import type { Assumptions } from '../scenario/scenario.ts';
import { creditLines, requireUsable, unusableValues } from './credit-line.ts';
import { assumedLoanBook, bookTerms, type LoanBook } from './loan-book.ts';

/** The book of many applicants, handed out some at a time: it holds more about each than is known of them. */
export interface SlicedBook extends Pick<LoanBook, 'basis' | 'currency' | 'costs' | 'capital'> {
  readonly applicants: number;
  /** Whether profit is expected of a PD, as a scenario does. */
  readonly isExpected: boolean;
  /** The book of the applicants from one place up to another, which is left out. */
  rows(from: number, to: number): LoanBook;
}

/** How many applicants are looked at together. */
export const rowsPerSlice = 8_192;

/**
 * The book of a scenario, whose lines are made of these values (looked at only where the line needs any).
 * @throws ScenarioError `missing-values` or `negative-values`, with their number
 */
export function assumedSlices(assumptions: Assumptions, values: Float64Array, bad: Uint8Array): SlicedBook {
  requireUsable(assumptions.line, unusableValues(assumptions.line, values));
  return {
    basis: 'assumed',
    currency: assumptions.line.unit,
    ...bookTerms(assumptions),
    applicants: bad.length,
    isExpected: true,
    rows(from, to) {
      const some =
        assumptions.line.kind === 'fixed' ? new Float64Array(to - from) : values.subarray(from, to);
      return assumedLoanBook(assumptions, creditLines(assumptions.line, some), bad.subarray(from, to));
    },
  };
}

/** A book that is held whole. */
export function slicesOf(book: LoanBook): SlicedBook {
  const { basis, currency, costs, capital, expected } = book;
  return {
    basis,
    currency,
    costs,
    capital,
    applicants: book.profit.length,
    isExpected: expected !== null,
    rows: (from, to) => ({
      ...book,
      line: book.line.subarray(from, to),
      drawn: book.drawn.subarray(from, to),
      profit: book.profit.subarray(from, to),
      undiscountedProfit: book.undiscountedProfit.subarray(from, to),
      expected: expected && {
        good: expected.good.subarray(from, to),
        bad: expected.bad.subarray(from, to),
      },
    }),
  };
}

/** All slices of a book in order, each with the place of its first applicant. */
export function* eachSlice(book: SlicedBook): Generator<{ from: number; rows: LoanBook }> {
  for (let from = 0; from < book.applicants; from += rowsPerSlice) {
    yield { from, rows: book.rows(from, Math.min(from + rowsPerSlice, book.applicants)) };
  }
}
