import type { BinnedVariable } from './binned-variable.ts';
import type { LogisticRegression } from './logistic-regression.ts';

/** A variable and the weight of evidence that each training row has in the regression. */
export interface WeighedVariable {
  readonly variable: BinnedVariable;
  readonly weights: Float64Array;
}

/**
 * The variables by information value, without those that repeat one before them: whose weights correlate with its
 * weights more than the limit. A variable whose weights are all equal is left out too.
 */
export function selectVariables(
  variables: readonly WeighedVariable[],
  maximumCorrelation: number,
): WeighedVariable[] {
  const selected: WeighedVariable[] = [];
  const byInformation = [...variables].sort(
    (a, b) => b.variable.informationValue - a.variable.informationValue,
  );
  for (const one of byInformation) {
    const isConstant = one.weights.every((weight) => weight === one.weights[0]);
    const repeats = selected.some(
      (other) => Math.abs(correlation(one.weights, other.weights)) > maximumCorrelation,
    );
    if (!isConstant && !repeats) selected.push(one);
  }
  return selected;
}

/**
 * Fits, and leaves out the variable whose coefficient is the most positive, until none is: more weight of evidence,
 * which is safer by itself, may never cost points.
 */
export function withoutWrongSigns(
  variables: readonly WeighedVariable[],
  fit: (variables: readonly WeighedVariable[], start?: LogisticRegression) => LogisticRegression,
): { intercept: number; kept: (WeighedVariable & { coefficient: number })[] } {
  let left = [...variables];
  let start: LogisticRegression | undefined;
  for (;;) {
    const { intercept, coefficients } = fit(left, start);
    const worst = coefficients.reduce(
      (most, coefficient, index) => (coefficient > coefficients[most]! ? index : most),
      0,
    );
    if (left.length === 0 || coefficients[worst]! < 0) {
      return { intercept, kept: left.map((one, index) => ({ ...one, coefficient: coefficients[index]! })) };
    }
    left = left.filter((_, index) => index !== worst);
    start = { intercept, coefficients: coefficients.filter((_, index) => index !== worst) };
  }
}

function correlation(left: Float64Array, right: Float64Array): number {
  const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const leftMean = meanOf(left);
  const rightMean = meanOf(right);
  let leftLeft = 0;
  let rightRight = 0;
  let leftRight = 0;
  for (let row = 0; row < left.length; row++) {
    const a = left[row]! - leftMean;
    const b = right[row]! - rightMean;
    leftLeft += a * a;
    rightRight += b * b;
    leftRight += a * b;
  }
  return leftRight / Math.sqrt(leftLeft * rightRight);
}
