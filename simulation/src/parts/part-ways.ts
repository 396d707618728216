import { expectedProfit, type LoanBook } from '../economics/loan-book.ts';
import type { StrategyId } from '../replay/strategy.ts';

/** Ways to decide that look at one applicant alone; its place is the bit of each. */
export const partWays = [
  'model-policy',
  'model-expected-profit',
  'against-policy',
  'against-expected-profit',
  'oracle',
] as const satisfies readonly StrategyId[];
type PartWay = (typeof partWays)[number];

export function bitOf(way: PartWay): number {
  return partWays.indexOf(way);
}

/** What a model said of applicants, and its policy. */
export interface DecidedRows {
  readonly pd: Float64Array;
  /** 1 for who the policy approves. */
  readonly approved: Float64Array;
}

/** Bits of the ways to decide that approve the applicant at a place of the book. */
export function approvedBits(
  { profit, expected }: LoanBook,
  model: DecidedRows,
  against: DecidedRows | null,
  at: number,
): number {
  const bit = (way: PartWay, approves: boolean) => Number(approves) << bitOf(way);
  const pays = ({ pd }: DecidedRows) => expectedProfit(expected!, at, pd[at]!) >= 0;
  return (
    bit('model-policy', model.approved[at] === 1) |
    bit('model-expected-profit', pays(model)) |
    bit('against-policy', against?.approved[at] === 1) |
    bit('against-expected-profit', against !== null && pays(against)) |
    bit('oracle', profit[at]! > 0)
  );
}
