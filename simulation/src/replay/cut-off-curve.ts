import type { LoanBook } from '../economics/loan-book.ts';
import { hundredthOf } from '../parts/replay-part.ts';
import { addProfit, emptySums, figuresOf, mergeSums, type ProfitSums } from './profit-of.ts';

export interface CurvePoint {
  /** PDs below it are approved. */
  readonly cutOff: number;
  readonly approvalRate: number;
  readonly badRate: number | null;
  readonly profitPerApplicant: number;
}

const steps = 100;

/** Approval, bad rate and profit at every hundredth of PD, from nobody to everybody. */
export function cutOffCurve(book: LoanBook, bad: Uint8Array, pd: Float64Array): CurvePoint[] {
  const places = placesByHundredth(pd);
  const everybody = new Float64Array(pd.length).fill(1);
  const points: CurvePoint[] = [];
  const below: ProfitSums = emptySums();
  for (let step = 0; step <= steps + 1; step++) {
    if (step > 0) mergeSums(below, addProfit(emptySums(), book, bad, everybody, places[step - 1]!));
    const approved = below.applicants;
    const figures = figuresOf({ ...below, applicants: pd.length }, book);
    points.push({
      cutOff: Math.min(step / steps, 1),
      approvalRate: approved / pd.length,
      badRate: figures.badRate,
      profitPerApplicant: figures.profitPerApplicant,
    });
  }
  // A PD of 1 is below no cut-off: the last point has everybody.
  return points.filter(({ cutOff }, index) => cutOff < 1 || index === steps + 1);
}

function placesByHundredth(pd: Float64Array): number[][] {
  const places: number[][] = Array.from({ length: steps + 1 }, () => []);
  for (const [place, value] of pd.entries()) places[hundredthOf(value)]!.push(place);
  return places;
}
