import { z } from 'zod';
import { CurvePoint } from '../replay/cut-off-curve.ts';
import { SegmentsReport, StressReport, SwapSetReport } from '../report/report-sections.ts';
import { StrategyReport } from '../report/simulation-report.ts';

const count = z.int().min(0);
const rate = z.number().min(0).max(1);

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
  /** Intervals are of the profit for each applicant: 95 %, by the normal approximation. */
  strategies: z.array(StrategyReport.omit({ title: true })),
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
