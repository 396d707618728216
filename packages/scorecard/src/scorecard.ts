import type { ApplicationSchema } from '@bora/contracts';
import { z } from 'zod';
import { Binning, binCount } from './binning.ts';
import { minimumBinRows } from './optimal-binning.ts';

/** What one bin of a variable is worth. */
export const Attribute = z.strictObject({
  /** Training rows, and the bad ones; both 0 where there were fewer than 15, which then count as average. */
  rows: z.int().refine((rows) => rows === 0 || rows >= minimumBinRows),
  bad: z.int().min(0),
  /** Weight of evidence, in log-odds of good. */
  weight: z.number(),
  points: z.int(),
});
export type Attribute = z.infer<typeof Attribute>;

/** One variable of a scorecard. */
export const Characteristic = z
  .strictObject({
    variable: z.string().min(1),
    informationValue: z.number().min(0),
    /** Of the weight of evidence, in log-odds of bad: negative. */
    coefficient: z.number().negative(),
    binning: Binning,
    /** Smallest and largest training value of a number. */
    range: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
    /** One a bin, in the order of the bins. */
    attributes: z.array(Attribute),
  })
  .refine(({ binning, attributes }) => attributes.length === binCount(binning), {
    message: 'there must be one attribute for each bin',
  });
export type Characteristic = z.infer<typeof Characteristic>;

/**
 * `scorecard.json`: score = basePoints + the points of one attribute of each characteristic, whole numbers all; the
 * PD is that of the score on the bundle's points scale.
 */
export const Scorecard = z.strictObject({
  formatVersion: z.literal(1),
  schema: z.strictObject({ id: z.string(), version: z.int() }),
  /** Training rows and the bad ones among them. */
  rows: z.int().min(1),
  bad: z.int().min(1),
  /** Intercept of the regression, in log-odds of bad. */
  intercept: z.number(),
  basePoints: z.int(),
  characteristics: z.array(Characteristic).min(1),
  /** More missing values than this among the characteristics are rare. */
  missingLimit: z.int().min(0),
});
export type Scorecard = z.infer<typeof Scorecard>;

/** What is wrong with a scorecard for a schema; null where nothing is. */
export function scorecardProblem(scorecard: Scorecard, schema: ApplicationSchema): string | null {
  if (scorecard.schema.id !== schema.id || scorecard.schema.version !== schema.version) {
    return 'it was made for another schema';
  }
  const seen = new Set<string>();
  for (const { variable: name, binning } of scorecard.characteristics) {
    const variable = schema.variables.find((one) => one.name === name);
    if (!variable || variable.kind === 'id' || variable.kind === 'label') return `${name} is not a predictor`;
    if ((variable.kind === 'number') !== (binning.kind === 'number'))
      return `${name} has bins of another kind`;
    if (seen.has(name)) return `${name} stands in it twice`;
    seen.add(name);
  }
  return null;
}
