import { z } from 'zod';
import { ProfileId } from './compliance-profile.ts';
import { ModelManifest, ModelReference } from './model-manifest.ts';

/** A figure with the ends of its 95 % interval. */
export const Interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof Interval>;

/** Mean over folds and its standard error (sample deviation over the root of the number of folds). */
export const MeanOverFolds = z.strictObject({ mean: z.number(), standardError: z.number() });
export type MeanOverFolds = z.infer<typeof MeanOverFolds>;

/** How good PDs are that were made without seeing their rows' outcomes. */
export const OutOfFoldMetrics = z.strictObject({
  /** Mean of the folds' AUC. */
  auc: z.number(),
  aucStandardError: z.number(),
  foldAuc: z.array(z.number()),
  /** What follows is over the rows of all folds together. */
  aucPooled: z.number(),
  gini: z.number(),
  ks: z.number(),
  logLoss: z.number(),
  brier: z.number(),
  /** Ten bins of equal frequency. */
  ece: z.number(),
  /** Ten bins of equal width. */
  eceEqualWidth: z.number(),
  /** Expected maximum profit, a share of the amount lent (Verbraken et al. 2014). */
  emp: z.number(),
});
export type OutOfFoldMetrics = z.infer<typeof OutOfFoldMetrics>;

export const EvaluationProtocol = z.strictObject({
  schema: z.string(),
  kind: ModelManifest.shape.kind,
  profile: ProfileId,
  data: z.strictObject({
    sha256: z.string(),
    rows: z.int(),
    bad: z.int(),
    /** Lines that were no applicants. */
    rejected: z.int(),
  }),
  folds: z.strictObject({ count: z.int(), rule: z.string() }),
  calibration: z.string(),
  seeds: z.array(z.int()),
  /** Options of the networks or of the scorecards, by name. */
  options: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  /** What computed it; the figures of another machine may differ in their last digits. */
  backend: z.string(),
  libraries: z.record(z.string(), z.string()),
});
export type EvaluationProtocol = z.infer<typeof EvaluationProtocol>;

/** One tenth of the applicants by PD. */
export const ReliabilityBin = z.strictObject({
  count: z.int(),
  pdMean: z.number(),
  /** With its Wilson interval. */
  badRate: Interval,
});
export type ReliabilityBin = z.infer<typeof ReliabilityBin>;

export const EvaluationCurves = z.strictObject({
  /** At most a few hundred points of the curve, ends included. */
  roc: z.array(z.strictObject({ falsePositiveRate: z.number(), truePositiveRate: z.number() })),
  /** Shares of the bad and of the good at or below a score. */
  ks: z.array(z.strictObject({ score: z.number(), bad: z.number(), good: z.number() })),
  /** Riskiest applicants first. */
  gain: z.array(
    z.strictObject({ applicants: z.number(), badCaptured: z.number(), lift: z.number().nullable() }),
  ),
  /** Bins of the score, lowest first. */
  scores: z.array(z.strictObject({ from: z.number(), to: z.number(), good: z.int(), bad: z.int() })),
});
export type EvaluationCurves = z.infer<typeof EvaluationCurves>;

/** Information value of a variable by the scorecard's binning of all rows. */
export const InformationValue = z.strictObject({
  variable: z.string(),
  label: z.string(),
  value: z.number(),
});
export type InformationValue = z.infer<typeof InformationValue>;

/** Outcomes of one group at the stated approval rate; intervals by bootstrap. */
export const FairnessGroup = z.strictObject({
  /** What the groups are by: a sensitive variable of the schema. */
  variable: z.string(),
  label: z.string(),
  group: z.string(),
  rows: z.int(),
  badRate: Interval,
  approvalRate: Interval,
  /** `null` where nobody of the group is approved. */
  badRateOfApproved: Interval.nullable(),
  /** `null` where a group has only one outcome. */
  auc: Interval.nullable(),
  /** Approval rate over that of everybody else with a known value; `null` where nobody else is approved. */
  adverseImpactRatio: Interval.nullable(),
});
export type FairnessGroup = z.infer<typeof FairnessGroup>;

/** The "four fifths" of US employment guidelines (29 CFR 1607.4 D): a rule of thumb, not a limit of credit law. */
export const fourFifths = 0.8;

export const Fairness = z.strictObject({
  /** Share of the applicants, lowest PD first, who are approved. */
  approvalRate: z.number(),
  /** A group has at least so many rows; smaller ones count among everybody else. */
  minimumRows: z.int(),
  bootstrap: z.strictObject({ samples: z.int(), seed: z.int() }),
  groups: z.array(FairnessGroup),
});
export type Fairness = z.infer<typeof Fairness>;

/** Another way to model or to hold out, measured on the same rows. */
export const Comparison = z.strictObject({
  /** Stable name, such as `profile-br` or `folds-by-city`. */
  id: z.string(),
  kind: z.enum(['profile', 'folds', 'baseline', 'ablation']),
  label: z.string(),
  oof: OutOfFoldMetrics,
  /** Comparison minus main model, fold by fold; `null` where the folds differ. */
  aucDifference: MeanOverFolds.nullable(),
  /** Comparison minus main model. */
  ksDifference: z.number(),
  empDifference: z.number(),
});
export type Comparison = z.infer<typeof Comparison>;

/** How far the applicants of another file are from those of the training data. */
export const EvaluationDrift = z.strictObject({
  /** Name of the file, without its folder. */
  file: z.string(),
  sha256: z.string(),
  rows: z.int(),
  /** Whose frozen reference the file is held against, and whose score. */
  model: ModelReference,
  scorePsi: z.number().nullable(),
  variables: z.array(
    z.strictObject({
      variable: z.string(),
      label: z.string(),
      psi: z.number().nullable(),
      /** Sentences of the drift report; empty where it finds nothing. */
      finding: z.string(),
    }),
  ),
});
export type EvaluationDrift = z.infer<typeof EvaluationDrift>;

/**
 * What `bora evaluate` writes to `reports/evaluation.json`, and keeps beside the model versions that it measures; its
 * page and the model card are made from it alone.
 */
export const EvaluationReport = z.strictObject({
  format: z.literal('bora-evaluation/1'),
  protocol: EvaluationProtocol,
  oof: OutOfFoldMetrics,
  reliability: z.strictObject({
    bins: z.array(ReliabilityBin),
    overall: ReliabilityBin,
    binsWithinInterval: z.int(),
  }),
  curves: EvaluationCurves,
  informationValues: z.array(InformationValue),
  fairness: Fairness,
  /** Empty unless asked for. */
  comparisons: z.array(Comparison),
  /** Empty unless files were given. */
  drift: z.array(EvaluationDrift),
});
export type EvaluationReport = z.infer<typeof EvaluationReport>;
