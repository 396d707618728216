import type { LoanBook } from '../economics/loan-book.ts';
import { type ProfitFigures, profitOf } from './profit-of.ts';

export type SwapGroup = Pick<ProfitFigures, 'applicants' | 'badRate' | 'variableProfit'>;

/** Who is approved by one of two ways to decide, by both and by neither, and what approving them earns. */
export interface SwapSet {
  /** Approved by the first alone. */
  readonly swappedIn: SwapGroup;
  /** Approved by the second alone. */
  readonly swappedOut: SwapGroup;
  readonly approvedByBoth: SwapGroup;
  readonly approvedByNeither: SwapGroup;
}

/** @param first, second 1 for approved, 0 for not */
export function swapSet(book: LoanBook, bad: Uint8Array, first: Float64Array, second: Float64Array): SwapSet {
  const everybody = new Float64Array(bad.length).fill(1);
  const group = (inFirst: number, inSecond: number): SwapGroup => {
    const places = [...first.keys()].filter(
      (place) => first[place] === inFirst && second[place] === inSecond,
    );
    const { applicants, badRate, variableProfit } = profitOf(book, bad, everybody, places);
    return { applicants, badRate, variableProfit };
  };
  return {
    swappedIn: group(1, 0),
    swappedOut: group(0, 1),
    approvedByBoth: group(1, 1),
    approvedByNeither: group(0, 0),
  };
}
