import type { DerivedFeature, Key } from '@bora/contracts';
import type { KeyLevels } from './encoder-state.ts';
import type { Operator } from './operator.ts';
import { embeddingOperator } from './operators/embedding.ts';
import { flagOperator } from './operators/flag.ts';
import { frequencyOperator } from './operators/frequency.ts';
import { kernelRateOperator } from './operators/kernel-rate.ts';
import { letterCaseOperator } from './operators/letter-case.ts';
import { missingOperator } from './operators/missing.ts';
import { numberOperator } from './operators/number.ts';
import { oneHotOperator } from './operators/one-hot.ts';
import { fitPiecewiseLinear, piecewiseLinearOperator } from './operators/piecewise-linear.ts';
import { ratioOperator } from './operators/ratio.ts';
import { roundnessOperator } from './operators/roundness.ts';
import { sameValueOperator } from './operators/same-value.ts';
import { sumOperator } from './operators/sum.ts';
import { fitTargetRate, targetRateOperator } from './operators/target-rate.ts';
import type { RowView } from './row-view.ts';
import type { VariableIndex } from './variable-index.ts';

/** What operators are made of, besides the feature. */
export interface OperatorParts {
  readonly knots: readonly number[];
  readonly variables: VariableIndex;
  levels(key: Key): KeyLevels;
}

/** The operator of each kind of derived feature. */
export function createOperator(feature: DerivedFeature, parts: OperatorParts): Operator {
  switch (feature.kind) {
    case 'number':
      return numberOperator(feature);
    case 'missing':
      return missingOperator(feature);
    case 'flag':
      return flagOperator(feature, parts.variables.variable(feature.of).yes ?? []);
    case 'one-hot':
      return oneHotOperator(feature, parts.levels(feature.of));
    case 'target-rate':
      return targetRateOperator(feature, parts.levels(feature.chain.at(-1)!), parts.knots);
    case 'frequency':
      return frequencyOperator(feature, parts.levels(feature.of));
    case 'piecewise-linear':
      return piecewiseLinearOperator(feature, parts.knots);
    case 'kernel-rate':
      return kernelRateOperator(feature, parts.levels([feature.of]));
    case 'same-value':
      return sameValueOperator(feature);
    case 'letter-case':
      return letterCaseOperator(feature);
    case 'roundness':
      return roundnessOperator(feature);
    case 'ratio':
      return ratioOperator(feature);
    case 'sum':
      return sumOperator(feature);
    case 'embedding':
      return embeddingOperator(feature, parts.levels(feature.of));
  }
}

/** The knots of the kinds that have some; every other kind learns only levels and scales. */
export function fitKnots(feature: DerivedFeature, rows: RowView): number[] {
  switch (feature.kind) {
    case 'piecewise-linear':
      return fitPiecewiseLinear(feature, rows);
    case 'target-rate':
      return fitTargetRate(feature, rows);
    default:
      return [];
  }
}
