import { z } from 'zod';
import type { FixedCosts, LoanBook } from '../economics/loan-book.ts';
import { ExactSum } from '../exact/exact-sum.ts';
import { emptySums, figuresOf, mergeSums, type ProfitSums } from '../replay/profit-of.ts';
import { pdBinCount, type ReplayPart, restored } from './replay-part.ts';

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
  const bins = Array.from({ length: pdBinCount }, () => ({ applicants: 0, bads: 0, profit: new ExactSum() }));
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

function curveOf(
  bins: readonly { applicants: number; bads: number; profit: ExactSum }[],
  applicants: number,
  costs: FixedCosts,
): PartedReport['curve'] {
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
