import type { FixedCosts } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';

export interface CurvePoint {
  /** PDs below it are approved. */
  readonly cutOff: number;
  readonly approvalRate: number;
  readonly badRate: number | null;
  readonly profitPerApplicant: number;
}

/** Applicants whose PD lies in one hundredth, and what approving them earns. */
export interface PdBin {
  applicants: number;
  bads: number;
  readonly profit: ExactSum;
}

/** One for each hundredth from 0 on; the last are those of PD 1. */
export const pdBinCount = 101;

export function emptyBins(): PdBin[] {
  return Array.from({ length: pdBinCount }, () => ({ applicants: 0, bads: 0, profit: new ExactSum() }));
}

/** Adds the applicants with these profits, outcomes (1 = bad) and PDs. */
export function addToBins(
  bins: readonly PdBin[],
  profit: Float64Array,
  bad: Uint8Array,
  pd: Float64Array,
): void {
  for (let place = 0; place < profit.length; place++) {
    const bin = bins[hundredthOf(pd[place]!)]!;
    bin.applicants += 1;
    bin.bads += bad[place]!;
    bin.profit.add(profit[place]!);
  }
}

/** Approval, bad rate and profit at every hundredth of PD, from nobody to everybody. */
export function curveOf(bins: readonly PdBin[], applicants: number, costs: FixedCosts): CurvePoint[] {
  const fixed = costs.once + applicants * costs.eachApplication;
  const profit = new ExactSum().add(-fixed);
  let [approved, bads] = [0, 0];
  const point = (cutOff: number) => ({
    cutOff,
    approvalRate: applicants === 0 ? 0 : approved / applicants,
    badRate: approved === 0 ? null : bads / approved,
    profitPerApplicant: applicants === 0 ? 0 : profit.value / applicants,
  });
  const curve = [point(0)];
  for (const [index, bin] of bins.entries()) {
    approved += bin.applicants;
    bads += bin.bads;
    profit.merge(bin.profit);
    // A PD of 1 is below no cut-off: the last point has everybody.
    if (index !== pdBinCount - 2) curve.push(point(Math.min((index + 1) / 100, 1)));
  }
  return curve;
}

/** Number of the hundredth that a PD lies in: `k / 100 ≤ PD < (k + 1) / 100`. */
export function hundredthOf(pd: number): number {
  const hundredth = Math.floor(pd * 100);
  // The product of a hundredth may fall short of it in floating point.
  return (hundredth + 1) / 100 <= pd ? hundredth + 1 : hundredth;
}
