import { z } from 'zod';
import { CurvePoint } from '../replay/cut-off-curve.ts';
import { strategyIds } from '../replay/strategy.ts';
import { SegmentsReport, StressReport, SwapSetReport } from '../report/report-sections.ts';

const count = z.int().min(0);
const rate = z.number().min(0).max(1);

const Figures = z.strictObject({
  id: z.enum(strategyIds),
  applicants: count,
  approved: z.number().min(0),
  approvalRate: rate,
  badRate: rate.nullable(),
  drawn: z.number(),
  variableProfit: z.number(),
  profit: z.number(),
  profitPerApplicant: z.number(),
  /** Of the profit for each applicant: 95 %, by the normal approximation. */
  interval: z.strictObject({ low: z.number(), high: z.number() }),
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
  /** The same of the second model; null where there is none. */
  againstSeenInTraining: count.nullable().default(null),
  /** Any of them: every figure flatters the model. */
  inSample: z.boolean(),
  strategies: z.array(Figures),
  /** For each fifth of the applicants the cut-off that earned most on the four others; 0 approves nobody. */
  bestCutOffs: z.array(rate),
  /** The last point has everybody. */
  curve: z.array(CurvePoint),
  /** Of the policy of the batch against that of the second one; empty where there is none. */
  swapSets: z.array(SwapSetReport).default([]),
  stress: z.array(StressReport).default([]),
  segments: SegmentsReport.nullable().default(null),
});
export type PartedReport = z.infer<typeof PartedReport>;
