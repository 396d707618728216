import { z } from 'zod';
import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import { CurvePoint, cutOffCurve } from '../replay/cut-off-curve.ts';
import { emptyPdBins } from '../replay/pd-bins.ts';
import { emptySums, figuresOf, mergeSums, type ProfitSums } from '../replay/profit-of.ts';
import { profitFigures } from '../report/simulation-report.ts';
import { type ReplayPart, restored } from './replay-part.ts';

const count = z.int().min(0);

const Figures = z.strictObject({
  id: z.enum(['model-policy', 'approve-all', 'reject-all', 'random', 'oracle']),
  ...profitFigures,
});

/** What a replay in parts comes to; money is assumed, in the currency of the scenario. */
export const PartedReport = z.strictObject({
  applicants: count,
  bads: count,
  /** Applicants whom the model had seen in training. */
  seenInTraining: count,
  /** Above zero of them: every figure flatters the model. */
  inSample: z.boolean(),
  strategies: z.array(Figures),
  curve: z.array(CurvePoint),
});
export type PartedReport = z.infer<typeof PartedReport>;

/** Adds up the parts of a replay: any order and any partition of the applicants give the same report. */
export function mergeParts(
  parts: Iterable<ReplayPart>,
  { costs, capital }: Pick<LoanBook, 'costs' | 'capital'>,
): PartedReport {
  const sums = { policy: emptySums(), all: emptySums(), oracle: emptySums() };
  const bins = emptyPdBins();
  let [applicants, bads, seenInTraining] = [0, 0, 0];
  for (const part of parts) {
    applicants += part.applicants;
    bads += part.bads;
    seenInTraining += part.seenInTraining;
    for (const name of ['policy', 'all', 'oracle'] as const) mergeSums(sums[name], restored(part[name]));
    for (const [index, bin] of part.bins.entries()) {
      const total = bins[index]!;
      total.applicants += bin.applicants;
      total.bads += bin.bads;
      total.profit.merge(ExactSum.of(bin.profit));
    }
  }
  const figures = (of: ProfitSums) => figuresOf({ ...of, applicants }, { costs, capital });
  const policy = figures(sums.policy);
  return {
    applicants,
    bads,
    seenInTraining,
    inSample: seenInTraining > 0,
    strategies: [
      { id: 'model-policy', ...policy },
      { id: 'approve-all', ...figures(sums.all) },
      { id: 'reject-all', ...figures(emptySums()) },
      { id: 'random', ...figures(shareOf(sums.all, policy.approvalRate)) },
      { id: 'oracle', ...figures(sums.oracle) },
    ],
    curve: cutOffCurve(bins, costs),
  };
}

/** What approving this share of the applicants by chance is expected to come to. */
function shareOf(all: ProfitSums, share: number): ProfitSums {
  const part = (sum: ExactSum) => new ExactSum().add(share * sum.value);
  return {
    applicants: all.applicants,
    approved: part(all.approved),
    approvedBads: part(all.approvedBads),
    drawn: part(all.drawn),
    gains: part(all.gains),
    losses: part(all.losses),
    undiscounted: part(all.undiscounted),
  };
}
