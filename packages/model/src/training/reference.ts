import { type ApplicationSchema, isPredictor } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { z } from 'zod';
import { byCountThenText, countTexts, minimumLevelRows } from './level-counts.ts';
import { referenceApplicant } from './reference-applicant.ts';

const NumberDistribution = z.strictObject({
  kind: z.literal('number'),
  /** Share of the rows without a value. */
  missing: z.number(),
  /** Ascending inner edges of the bins; a value equal to an edge belongs to the bin above. */
  edges: z.array(z.number()),
  /** Share of all rows in each bin, one more than edges. */
  shares: z.array(z.number()),
});

const LevelDistribution = z.strictObject({
  kind: z.literal('levels'),
  missing: z.number(),
  /** Share of all rows of each level that enough rows have, the most frequent first. */
  levels: z.array(z.strictObject({ level: z.string(), share: z.number() })),
  /** Share of all rows with any other level. */
  other: z.number(),
});

/** `reference.json`: what the training rows were like, to explain and to watch a model against. */
export const Reference = z.strictObject({
  formatVersion: z.literal(1),
  /** The applicant whom reasons compare with, value by variable, `''` where missing. */
  applicant: z.record(z.string(), z.string()),
  /** Distribution of each predictor by name. */
  variables: z.record(z.string(), z.discriminatedUnion('kind', [NumberDistribution, LevelDistribution])),
  /** Distribution of the out-of-fold scores in points. */
  score: NumberDistribution,
});
export type Reference = z.infer<typeof Reference>;
export type Distribution = Reference['variables'][string];

const binCount = 10;

/** Describes training rows. @param scores out-of-fold score of each row, in points */
export function describeTrainingRows(
  schema: ApplicationSchema,
  table: ApplicantTable,
  scores: ArrayLike<number>,
): Reference {
  const predictors = [...schema.variables.entries()].filter(([, variable]) => isPredictor(variable));
  const variables = predictors.map(([index, { name }]): [string, Distribution] => {
    const numbers = table.number[index];
    return [name, numbers ? numberDistribution(numbers) : levelDistribution(table.text[index]!)];
  });
  return {
    formatVersion: 1,
    applicant: referenceApplicant(schema, table, scores),
    variables: Object.fromEntries(variables),
    score: numberDistribution(scores),
  };
}

function numberDistribution(values: ArrayLike<number>): z.infer<typeof NumberDistribution> {
  const known = sortedKnown(values);
  const quantiles = Array.from(
    { length: binCount - 1 },
    (_, index) => known[Math.floor(((index + 1) * known.length) / binCount)],
  );
  const edges = [...new Set(quantiles)]
    .filter((edge) => edge !== undefined)
    .filter((edge) => edge > known[0]!);
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of known) counts[edges.filter((edge) => value >= edge).length]! += 1;
  return {
    kind: 'number',
    missing: 1 - known.length / values.length,
    edges,
    shares: counts.map((count) => count / values.length),
  };
}

function levelDistribution(texts: readonly string[]): z.infer<typeof LevelDistribution> {
  const counts = countTexts(texts);
  const missing = counts.get('') ?? 0;
  counts.delete('');
  const kept = [...counts].filter(([, count]) => count >= minimumLevelRows).sort(byCountThenText);
  const keptRows = kept.reduce((sum, [, count]) => sum + count, 0);
  return {
    kind: 'levels',
    missing: missing / texts.length,
    levels: kept.map(([level, count]) => ({ level, share: count / texts.length })),
    other: (texts.length - missing - keptRows) / texts.length,
  };
}

function sortedKnown(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}
