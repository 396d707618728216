/** A fitted regression: log-odds of 1 = intercept + Σ coefficient · column. */
export interface LogisticRegression {
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

/** The regression has no finite optimum that Newton's method finds: a column separates the outcomes, say. */
export class RegressionError extends Error {
  override readonly name = 'RegressionError';
  readonly code = 'regression-failed';
}

const maximumIterations = 100;
const maximumHalvings = 30;
/** Convergence: no derivative of the loss per row is larger. */
const tolerance = 1e-10;
/** A rise of the loss per row that is mere rounding, at the end of the descent. */
const roundingSlack = 1e-13;

/**
 * Maximum-likelihood logistic regression in float64 by Newton's method (iteratively reweighted least squares) with
 * halved steps; minimises −log-likelihood + ridge/2 · Σ coefficient², the intercept free.
 * Source: T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning (2009), 4.4.1.
 *
 * @param columns finite numbers, one array a variable
 * @param outcomes 0 or 1, one a row
 * @param start where to look first, which changes how long it takes and nothing else
 * @throws RegressionError when there is no convergence in 100 iterations
 */
export function fitLogisticRegression(
  columns: readonly Float64Array[],
  outcomes: ArrayLike<number>,
  ridge: number,
  start?: LogisticRegression,
): LogisticRegression {
  const rowCount = outcomes.length;
  let beta = new Float64Array(columns.length + 1);
  if (start) beta.set([start.intercept, ...start.coefficients]);
  let loss = penalisedLoss(columns, outcomes, beta, ridge);
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    const { gradient, hessian } = derivatives(columns, outcomes, beta, ridge);
    if (gradient.every((slope) => Math.abs(slope) <= tolerance * rowCount)) {
      return { intercept: beta[0]!, coefficients: beta.slice(1) };
    }
    const step = solveCholesky(hessian, gradient);
    let next = moved(beta, step, 1);
    let nextLoss = penalisedLoss(columns, outcomes, next, ridge);
    for (
      let halving = 1;
      nextLoss > loss + roundingSlack * rowCount && halving <= maximumHalvings;
      halving++
    ) {
      next = moved(beta, step, 0.5 ** halving);
      nextLoss = penalisedLoss(columns, outcomes, next, ridge);
    }
    beta = next;
    loss = nextLoss;
  }
  throw new RegressionError(
    'The logistic regression does not converge: look for a variable that repeats another or separates the outcomes.',
  );
}

/** Log-odds of each row. */
export function logitsOf(
  { intercept, coefficients }: LogisticRegression,
  columns: readonly Float64Array[],
  rowCount: number,
): Float64Array {
  const logits = new Float64Array(rowCount).fill(intercept);
  columns.forEach((column, index) => {
    for (let row = 0; row < rowCount; row++) logits[row]! += coefficients[index]! * column[row]!;
  });
  return logits;
}

function penalisedLoss(
  columns: readonly Float64Array[],
  outcomes: ArrayLike<number>,
  beta: Float64Array,
  ridge: number,
): number {
  const logits = logitsOf(asRegression(beta), columns, outcomes.length);
  let loss = 0;
  for (let row = 0; row < logits.length; row++) {
    const logit = logits[row]!;
    loss += Math.max(logit, 0) - outcomes[row]! * logit + Math.log1p(Math.exp(-Math.abs(logit)));
  }
  for (let index = 1; index < beta.length; index++) loss += (ridge / 2) * beta[index]! ** 2;
  return loss;
}

function derivatives(
  columns: readonly Float64Array[],
  outcomes: ArrayLike<number>,
  beta: Float64Array,
  ridge: number,
): { gradient: Float64Array; hessian: Float64Array[] } {
  const rowCount = outcomes.length;
  const logits = logitsOf(asRegression(beta), columns, rowCount);
  const withOnes = [new Float64Array(rowCount).fill(1), ...columns];
  const excess = new Float64Array(rowCount);
  const weight = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const probability = 1 / (1 + Math.exp(-logits[row]!));
    excess[row] = probability - outcomes[row]!;
    weight[row] = probability * (1 - probability);
  }
  const gradient = Float64Array.from(withOnes, (column, index) => {
    let sum = index === 0 ? 0 : ridge * beta[index]!;
    for (let row = 0; row < rowCount; row++) sum += excess[row]! * column[row]!;
    return sum;
  });
  const hessian = withOnes.map((left, i) => {
    // A column of one level is zero in most rows, which add nothing.
    const rows = rowsNotZero(left);
    const weighted = Float64Array.from(rows, (row) => left[row]! * weight[row]!);
    return Float64Array.from(withOnes.slice(0, i + 1), (right, j) => {
      let sum = i === j && i > 0 ? ridge : 0;
      for (let place = 0; place < rows.length; place++) sum += weighted[place]! * right[rows[place]!]!;
      return sum;
    });
  });
  return { gradient, hessian };
}

function rowsNotZero(column: Float64Array): Uint32Array {
  const rows = new Uint32Array(column.length);
  let count = 0;
  for (let row = 0; row < column.length; row++) if (column[row] !== 0) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Solution of a positive definite system given by the lower triangle of its matrix. */
function solveCholesky(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const factor = lower.map((row) => row.slice());
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i]![j]!;
      for (let k = 0; k < j; k++) sum -= factor[i]![k]! * factor[j]![k]!;
      // The floor keeps a column that repeats others solvable.
      factor[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j]![j]!;
    }
  }
  const solution = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= factor[i]![k]! * solution[k]!;
    solution[i]! /= factor[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= factor[k]![i]! * solution[k]!;
    solution[i]! /= factor[i]![i]!;
  }
  return solution;
}

function moved(beta: Float64Array, step: Float64Array, share: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(beta, (value, index) => value - share * step[index]!);
}

function asRegression(beta: Float64Array): LogisticRegression {
  return { intercept: beta[0]!, coefficients: beta.subarray(1) };
}
