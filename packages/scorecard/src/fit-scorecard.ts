import type { ApplicationSchema, PointsScale } from '@bora/contracts';
import { pointsFactor, pointsOffset } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';
import { type BinnedVariable, binVariable, weightsOfRows } from './binned-variable.ts';
import { fitLogisticRegression } from './logistic-regression.ts';
import type { Characteristic, Scorecard } from './scorecard.ts';
import type { ScorecardOptions } from './scorecard-options.ts';
import { missingLimit, rangeOf } from './trained-inputs.ts';
import { type TrainingColumn, trainingColumns } from './training-column.ts';
import { selectVariables, withoutWrongSigns } from './variable-selection.ts';

/** No variable tells the bads from the goods. */
export class NoUsefulVariableError extends Error {
  override readonly name = 'NoUsefulVariableError';
  readonly code = 'no-useful-variable';

  constructor() {
    super(
      'No variable tells the bad applicants from the good ones: a scorecard needs at least one that does.',
    );
  }
}

/** What a scorecard is made from. */
export interface ScorecardDesign {
  readonly schema: ApplicationSchema;
  /** Names of the variables that it may not use. */
  readonly forbidden: ReadonlySet<string>;
  readonly scale: PointsScale;
  readonly options: ScorecardOptions;
}

/**
 * Makes a scorecard: optimal bins of each variable, variables of enough information, a logistic regression on weights
 * of evidence, whole points. For the regression each row has the weights of bins that were fitted without its inner
 * fold, so that a place with many levels is not trusted more than it deserves; the points are those of bins of all rows.
 *
 * @param bad 1 for bad, 0 for good, one a row
 * @param innerFold fold of each row, from 0
 * @throws NoUsefulVariableError, RegressionError
 */
export function fitScorecard(
  { schema, forbidden, scale, options }: ScorecardDesign,
  table: ApplicantTable,
  bad: Uint8Array,
  innerFold: Uint8Array,
): Scorecard {
  const columns = trainingColumns(schema, table, forbidden);
  const rows = Uint32Array.from(innerFold.keys());
  const splits = [...new Set(innerFold)].map((fold) => ({
    training: rows.filter((row) => innerFold[row] !== fold),
    held: rows.filter((row) => innerFold[row] === fold),
  }));
  const informative = columns
    .map((column) => binVariable(column, bad, rows, options))
    .filter((variable) => variable.informationValue >= options.minimumInformationValue)
    .map((variable) => ({ variable, weights: crossFittedWeights(variable.column, bad, splits, options) }));
  const selected = selectVariables(informative, options.maximumCorrelation);
  const { intercept, kept } = withoutWrongSigns(selected, (variables, start) =>
    fitLogisticRegression(
      variables.map(({ weights }) => weights),
      bad,
      options.ridge,
      start,
    ),
  );
  const characteristics = kept
    .map(({ variable, coefficient }) => characteristic(variable, coefficient, scale))
    .filter(({ attributes }) => attributes.some(({ points }) => points !== 0));
  if (characteristics.length === 0) throw new NoUsefulVariableError();
  const bads = bad.reduce((sum, isBad) => sum + isBad, 0);
  const names = new Set(characteristics.map(({ variable }) => variable));
  return {
    formatVersion: 1,
    schema: { id: schema.id, version: schema.version },
    rows: bad.length,
    bad: bads,
    intercept,
    basePoints: Math.round(pointsOffset(scale) - pointsFactor(scale) * intercept),
    characteristics,
    missingLimit: missingLimit(
      columns.filter(({ variable }) => names.has(variable.name)),
      bad.length,
    ),
  };
}

function characteristic(
  { column, binning, counts, weights, informationValue }: BinnedVariable,
  coefficient: number,
  scale: PointsScale,
): Characteristic {
  return {
    variable: column.variable.name,
    informationValue,
    coefficient,
    binning,
    range: rangeOf(column),
    attributes: counts.map(({ good, bad }, bin) => ({
      rows: good + bad,
      bad,
      weight: weights[bin]!,
      points: attributePoints(weights[bin]!, coefficient, scale),
    })),
  };
}

/** −factor · coefficient · weight, a whole number. Source: N. Siddiqi, Credit Risk Scorecards (2006), ch. 6. */
export function attributePoints(weight: number, coefficient: number, scale: PointsScale): number {
  // Adding 0 turns −0, which JSON cannot write, into 0.
  return Math.round(-pointsFactor(scale) * coefficient * weight) + 0;
}

/** Weight of each row in bins that were fitted without it. */
function crossFittedWeights(
  column: TrainingColumn,
  bad: Uint8Array,
  splits: readonly { training: Uint32Array; held: Uint32Array }[],
  options: ScorecardOptions,
): Float64Array {
  const weights = new Float64Array(bad.length);
  for (const { training, held } of splits) {
    const ofHeld = weightsOfRows(binVariable(column, bad, training, options), column, held);
    for (let place = 0; place < held.length; place++) weights[held[place]!] = ofHeld[place]!;
  }
  return weights;
}
