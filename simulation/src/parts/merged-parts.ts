import { z } from 'zod';
import type { LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import { curveOf, emptyBins } from '../replay/cut-off-curve.ts';
import { emptySums, figuresOf, mergeSums, type ProfitSums, shareOf } from '../replay/profit-of.ts';
import { type ReplayPart, restored } from './replay-part.ts';

const count = z.int().min(0);
const rate = z.number().min(0).max(1);

const Figures = z.strictObject({
  id: z.enum(['model-policy', 'approve-all', 'reject-all', 'random', 'oracle']),
  applicants: count,
  approved: z.number().min(0),
  approvalRate: rate,
  badRate: rate.nullable(),
  drawn: z.number(),
  variableProfit: z.number(),
  profit: z.number(),
  profitPerApplicant: z.number(),
  undiscountedProfit: z.number(),
  gains: z.number(),
  losses: z.number(),
  raroc: z.number().nullable(),
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
  /** PDs below the cut-off are approved; the last point has everybody. */
  curve: z.array(
    z.strictObject({
      cutOff: rate,
      approvalRate: rate,
      badRate: rate.nullable(),
      profitPerApplicant: z.number(),
    }),
  ),
});
export type PartedReport = z.infer<typeof PartedReport>;

/** Adds up the parts of a replay: any order and any partition of the applicants give the same report. */
export function mergeParts(
  parts: Iterable<ReplayPart>,
  { costs, capital }: Pick<LoanBook, 'costs' | 'capital'>,
): PartedReport {
  const sums = { policy: emptySums(), all: emptySums(), oracle: emptySums() };
  const bins = emptyBins();
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
    curve: curveOf(bins, applicants, costs),
  };
}
