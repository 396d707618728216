import type { Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { choleskyFactor, invertLowerTriangle } from './lower-triangle.ts';

/** Weighted normal distributions; covariances are full matrices whatever their shape. */
export interface Mixture {
  readonly k: number;
  /** `k` numbers that sum to 1. */
  readonly weights: Float64Array;
  /** `k · columns` numbers. */
  readonly means: Float64Array;
  /** `k · columns · columns` numbers. */
  readonly covariances: Float64Array;
}

/**
 * Writes ln(weight · density) of every component for one row into `into`.
 * @returns a function of the row.
 * @throws SegmentationError `singular-covariance`.
 */
export function mixtureLogDensities(mixture: Mixture, columns: number) {
  const { k, weights, means, covariances } = mixture;
  const size = columns * columns;
  const inverses: Float64Array[] = [];
  const constants: number[] = [];
  for (let component = 0; component < k; component++) {
    const factor = choleskyFactor(covariances.subarray(component * size, (component + 1) * size), columns);
    if (!factor) throw singularCovariance();
    let logDeterminant = 0;
    for (let column = 0; column < columns; column++)
      logDeterminant += 2 * Math.log(factor[column * columns + column]!);
    inverses.push(invertLowerTriangle(factor, columns));
    constants.push(Math.log(weights[component]!) - 0.5 * (columns * Math.log(2 * Math.PI) + logDeterminant));
  }
  const difference = new Float64Array(columns);
  return ({ values }: Matrix, row: number, into: Float64Array): void => {
    for (let component = 0; component < k; component++) {
      const inverse = inverses[component]!;
      for (let column = 0; column < columns; column++)
        difference[column] = values[row * columns + column]! - means[component * columns + column]!;
      let distance = 0;
      for (let column = 0; column < columns; column++) {
        let projected = 0;
        for (let inner = 0; inner <= column; inner++)
          projected += inverse[column * columns + inner]! * difference[inner]!;
        distance += projected * projected;
      }
      into[component] = constants[component]! - 0.5 * distance;
    }
  };
}

/** ln Σ exp(x), without overflow. */
export function logSumExp(values: Float64Array): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > greatest) greatest = value;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - greatest);
  return greatest + Math.log(sum);
}

function singularCovariance(): SegmentationError {
  return new SegmentationError(
    'singular-covariance',
    'A component of the mixture has collapsed: raise the covariance floor, ask for fewer segments or scale the features.',
  );
}
