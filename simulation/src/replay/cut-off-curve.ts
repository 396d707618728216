import { z } from 'zod';
import type { FixedCosts } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import type { PdBin } from './pd-bins.ts';

const rate = z.number().min(0).max(1);

export const CurvePoint = z.strictObject({
  /** PDs below it are approved; the last point has everybody. */
  cutOff: rate,
  approvalRate: rate,
  badRate: rate.nullable(),
  profitPerApplicant: z.number(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/** Approval, bad rate and profit at every hundredth of PD, from nobody to everybody. */
export function cutOffCurve(bins: readonly PdBin[], costs: FixedCosts): CurvePoint[] {
  const applicants = bins.reduce((sum, bin) => sum + bin.applicants, 0);
  const profit = new ExactSum().add(-(costs.once + applicants * costs.eachApplication));
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
    if (index !== bins.length - 2) curve.push(point(Math.min((index + 1) / 100, 1)));
  }
  return curve;
}
