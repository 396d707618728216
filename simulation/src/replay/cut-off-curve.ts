import { z } from 'zod';
import type { LoanBook } from '../economics/loan-book.ts';
import { profitInterval } from './normal-interval.ts';
import { cutOffAfter, pdStepCount, pdStepOf } from './pd-steps.ts';
import { addProfit, emptySums, figuresOf, mergeSums, type ProfitSums } from './profit-of.ts';

const rate = z.number().min(0).max(1);

/** What a cut-off comes to: PDs below it are approved. */
export const CurvePoint = z.strictObject({
  cutOff: rate,
  approved: z.int().min(0),
  bads: z.int().min(0),
  approvalRate: rate,
  /** Among the approved, null where nobody is. */
  badRate: rate.nullable(),
  profitPerApplicant: z.number(),
  /** 95 %, by the normal approximation. */
  interval: z.strictObject({ low: z.number(), high: z.number() }),
  /** Mean over all applicants of the squared profit before fixed costs, zero of who is not approved. */
  squareMean: z.number(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/** Approval, bad rate and profit at every half hundredth of PD, from nobody to everybody. */
export function cutOffCurve(book: LoanBook, bad: Uint8Array, pd: Float64Array): CurvePoint[] {
  const places: number[][] = Array.from({ length: pdStepCount }, () => []);
  for (const [place, value] of pd.entries()) places[pdStepOf(value)]!.push(place);
  const everybody = new Float64Array(pd.length).fill(1);
  const steps = places.map((some) => addProfit(emptySums(), book, bad, everybody, some));
  return curveOfSteps(steps, pd.length, book);
}

/** @param steps what those of each step of PD come to, if approved */
export function curveOfSteps(
  steps: readonly ProfitSums[],
  applicants: number,
  terms: Pick<LoanBook, 'costs' | 'capital'>,
): CurvePoint[] {
  const below = emptySums();
  const points: CurvePoint[] = [];
  for (let step = 0; step <= pdStepCount; step++) {
    if (step > 0) mergeSums(below, steps[step - 1]!);
    // The last two steps have the cut-off 1: the point has everybody.
    if (step !== pdStepCount - 1) points.push(pointOf(cutOffAfter(step), below, applicants, terms));
  }
  return points;
}

function pointOf(
  cutOff: number,
  below: ProfitSums,
  applicants: number,
  terms: Pick<LoanBook, 'costs' | 'capital'>,
): CurvePoint {
  const sums = { ...below, applicants };
  const { approved, approvalRate, badRate, profitPerApplicant } = figuresOf(sums, terms);
  return {
    cutOff,
    approved,
    bads: sums.approvedBads.value,
    approvalRate,
    badRate,
    profitPerApplicant,
    interval: profitInterval(sums, terms.costs),
    squareMean: applicants === 0 ? 0 : sums.squares.value / applicants,
  };
}
