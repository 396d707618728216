import { z } from 'zod';

const count = z.int().min(0);
/** Money is rounded to the cent. */
const Totals = z.strictObject({
  loans: count,
  bad: count,
  amount: z.number(),
  profit: z.number(),
  included: z.record(z.string(), z.number()),
});

/** A figure with its 95 % interval. */
export const Estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;

const figures = {
  profit: Estimate,
  /** Profit over what was lent; 0 where nothing was. */
  profitOnAmount: Estimate,
  /** Share of the approved loans that went bad; 0 where none is approved. */
  badRate: Estimate,
};

export const ObservedStrategy = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Fractions where chance decides among loans that the order cannot tell apart. */
  loans: z.number(),
  amount: z.number(),
  ...figures,
});
export type ObservedStrategy = z.infer<typeof ObservedStrategy>;

export const ObservedComparison = z.strictObject({
  model: z.string(),
  policy: z.string(),
  /** Loans that the model had seen in training: more than none flatters it. */
  seenInTraining: count,
  /** How well each order tells bad from good, at all shares together; the model's less each of the lender's. */
  auc: z.array(z.strictObject({ order: z.string(), auc: Estimate, modelLess: Estimate })),
  strategies: z.array(ObservedStrategy),
  /** The model less each other way to decide, and its order inside the lender's classes less chance; paired. */
  differences: z.array(z.strictObject({ of: z.string(), over: z.string(), title: z.string(), ...figures })),
  /** The safest share of all loans by the model, by the lender's first order and by chance. */
  shares: z.array(
    z.strictObject({
      share: z.number(),
      model: z.number(),
      lender: z.number(),
      chance: z.number(),
      modelLessLender: Estimate,
      modelLessChance: Estimate,
    }),
  ),
});
export type ObservedComparison = z.infer<typeof ObservedComparison>;

/** What loans really earned, and what a model's policy would have earned on them; holds no value of an applicant. */
export const ObservedReport = z.strictObject({
  v: z.literal(1),
  basis: z.literal('observed'),
  economics: z.string(),
  title: z.string(),
  description: z.string(),
  /** What has to be known to read the figures right. */
  notes: z.array(z.string()),
  currency: z.string(),
  data: z.strictObject({ sha256: z.string(), loans: count, rejected: count }),
  seed: count,
  replicates: count,
  all: Totals,
  groups: z.array(
    z.strictObject({
      name: z.string(),
      totals: z.array(z.strictObject({ value: z.string(), totals: Totals })),
    }),
  ),
  comparison: ObservedComparison.nullable(),
});
export type ObservedReport = z.infer<typeof ObservedReport>;
