import {
  type ApplicationSchema,
  type Distribution,
  isPredictor,
  type LevelDistribution,
  type NumberDistribution,
  Reference,
} from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { byCountThenText, countTexts, minimumLevelRows } from './level-counts.ts';
import { referenceApplicant } from './reference-applicant.ts';

export { type Distribution, Reference };

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

function numberDistribution(values: ArrayLike<number>): NumberDistribution {
  const known = sortedKnown(values);
  const quantiles = Array.from(
    { length: binCount - 1 },
    (_, index) => known[Math.floor(((index + 1) * known.length) / binCount)],
  );
  const least = known[0];
  const most = known.at(-1);
  const edges = [...new Set(quantiles)]
    .filter((edge) => edge !== undefined)
    .filter((edge) => edge > known[0]!);
  const wholeCount = known.filter(Number.isInteger).length;
  // Nine tenths hold the least value: what is above it is the other bin.
  if (edges.length === 0 && most !== undefined && most > least!) {
    edges.push(justAbove(least!, wholeCount === known.length));
  }
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of known) counts[edges.filter((edge) => value >= edge).length]! += 1;
  return {
    kind: 'number',
    missing: 1 - known.length / values.length,
    edges,
    shares: counts.map((count) => count / values.length),
    // Adding 0 turns −0, which JSON cannot write, into 0.
    ...(known.length > 0 && {
      minimum: least! + 0,
      maximum: most! + 0,
      wholeShare: wholeCount / known.length,
    }),
  };
}

/** An edge of no applicant's own: the next whole number, or the next number that there is. */
function justAbove(value: number, isWhole: boolean): number {
  return isWhole ? value + 1 : value + Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);
}

function levelDistribution(texts: readonly string[]): LevelDistribution {
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
