import { z } from 'zod';

/** How numbers were spread over bins. */
export const NumberDistribution = z.strictObject({
  kind: z.literal('number'),
  /** Share of the rows without a value. */
  missing: z.number(),
  /** Ascending inner edges of the bins; a value equal to an edge belongs to the bin above. */
  edges: z.array(z.number()),
  /** Share of all rows in each bin, one more than edges. */
  shares: z.array(z.number()),
  /** Smallest and largest value; absent in older bundles and where every row lacks a value. */
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  /** Share of whole numbers among the values; absent where `minimum` is. */
  wholeShare: z.number().optional(),
});
export type NumberDistribution = z.infer<typeof NumberDistribution>;

/** How often each code or text stood. */
export const LevelDistribution = z.strictObject({
  kind: z.literal('levels'),
  missing: z.number(),
  /** Share of all rows of each level that enough rows have, the most frequent first. */
  levels: z.array(z.strictObject({ level: z.string(), share: z.number() })),
  /** Share of all rows with any other level. */
  other: z.number(),
});
export type LevelDistribution = z.infer<typeof LevelDistribution>;

export const Distribution = z.discriminatedUnion('kind', [NumberDistribution, LevelDistribution]);
export type Distribution = z.infer<typeof Distribution>;

/** `reference.json`: what the training rows were like, to explain and to watch a model against. */
export const Reference = z.strictObject({
  formatVersion: z.literal(1),
  /** The reference applicant: median or most frequent value by variable, `''` where that is missing. */
  applicant: z.record(z.string(), z.string()),
  /** Distribution of each predictor by name. */
  variables: z.record(z.string(), Distribution),
  /** Distribution of the out-of-fold scores in points. */
  score: NumberDistribution,
});
export type Reference = z.infer<typeof Reference>;
