import { type Alike, sumsOf } from './alike.ts';
import { figuresOf, type ProfitFigures } from './profit-of.ts';

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

const noCosts = { costs: { once: 0, eachApplication: 0 }, capital: null };

/** @param first, second bits of the two ways to decide */
export function swapSet(alike: readonly Alike[], first: number, second: number): SwapSet {
  const group = (inFirst: number, inSecond: number): SwapGroup => {
    const some = alike.filter(
      ({ approvedBy }) =>
        ((approvedBy >> first) & 1) === inFirst && ((approvedBy >> second) & 1) === inSecond,
    );
    const { applicants, badRate, variableProfit } = figuresOf(sumsOf(some), noCosts);
    return { applicants, badRate, variableProfit };
  };
  return {
    swappedIn: group(1, 0),
    swappedOut: group(0, 1),
    approvedByBoth: group(1, 1),
    approvedByNeither: group(0, 0),
  };
}
