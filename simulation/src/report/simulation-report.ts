import { z } from 'zod';
import { CurvePoint } from '../replay/cut-off-curve.ts';
import { strategyIds } from '../replay/strategy.ts';
import { Scenario } from '../scenario/scenario.ts';
import { SegmentsReport, StressReport, SwapSetReport } from './report-sections.ts';

const count = z.int().min(0);
const rate = z.number().min(0).max(1);
const Interval = z.strictObject({ low: z.number(), high: z.number() });

/** Where PDs come from; the first two are of applicants whom their model had not seen. */
export const ScoreOrigin = z.enum(['out-of-fold', 'hold-out', 'in-sample']);
export type ScoreOrigin = z.infer<typeof ScoreOrigin>;

const ScoredModel = z.strictObject({
  title: z.string(),
  origin: ScoreOrigin,
  /** Applicants whom the model had seen in training; null where it cannot be told. */
  seenInTraining: count.nullable(),
  approvedByPolicy: count,
  referredByPolicy: count,
  auc: rate.nullable(),
  emp: z.number().nullable(),
  empFractionRejected: rate.nullable(),
});

export const StrategyReport = z.strictObject({
  id: z.enum(strategyIds),
  title: z.string(),
  applicants: count,
  /** A fraction where chance decides. */
  approved: z.number().min(0),
  approvalRate: rate,
  badRate: rate.nullable(),
  drawn: z.number(),
  variableProfit: z.number(),
  profit: z.number(),
  profitPerApplicant: z.number(),
  interval: Interval,
  undiscountedProfit: z.number(),
  gains: z.number(),
  losses: z.number(),
  raroc: z.number().nullable(),
});
export type StrategyReport = z.infer<typeof StrategyReport>;

const Difference = z.strictObject({
  of: z.enum(strategyIds),
  over: z.enum(strategyIds),
  profitPerApplicant: z.number(),
  interval: Interval,
});

export const EconomicsReport = z.strictObject({
  /** Null where cash flows are observed. */
  scenario: Scenario.nullable(),
  title: z.string(),
  basis: z.enum(['assumed', 'observed']),
  currency: z.string(),
  /** PD at which an applicant's expected profit is zero: least, median and most of all applicants. */
  breakEvenPd: z.strictObject({ minimum: rate, median: rate, maximum: rate }).nullable(),
  strategies: z.array(StrategyReport).min(4),
  differences: z.array(Difference),
  /** Chosen for each fifth of the applicants on the four others; -1 approves nobody. */
  bestCutOffs: z.array(z.strictObject({ model: z.enum(['model', 'against']), upTo: z.array(z.number()) })),
  curve: z.array(CurvePoint),
  swapSets: z.array(SwapSetReport),
  stress: z.array(StressReport),
  segments: SegmentsReport.nullable(),
});
export type EconomicsReport = z.infer<typeof EconomicsReport>;

export const ReplayedPolicy = z.strictObject({
  title: z.string(),
  approveBelow: rate,
  declineFrom: rate,
  rules: count,
});
export type ReplayedPolicy = z.infer<typeof ReplayedPolicy>;

/** What a replay earned or lost under each scenario; holds no value of a single applicant. */
export const SimulationReport = z.strictObject({
  v: z.literal(1),
  data: z.strictObject({
    sha256: z.string(),
    schema: z.string(),
    rows: count,
    rejected: count,
    /** Rows of the file that were not replayed: those outside the fold. */
    leftOut: count,
    bads: count,
    badRate: rate,
  }),
  /** A referred applicant counts as not approved. */
  policy: ReplayedPolicy,
  /** Any of the models had seen some of these applicants: the figures flatter it. */
  inSample: z.boolean(),
  seed: count,
  replicates: count,
  model: ScoredModel,
  against: ScoredModel.nullable(),
  economics: z.array(EconomicsReport).min(1),
});
export type SimulationReport = z.infer<typeof SimulationReport>;
