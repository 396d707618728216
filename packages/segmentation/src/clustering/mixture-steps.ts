import type { Matrix } from '../matrix.ts';
import { logSumExp, type Mixture, mixtureLogDensities } from './mixture-density.ts';

export const covarianceShapes = ['full', 'diagonal', 'spherical'] as const;
export type CovarianceShape = (typeof covarianceShapes)[number];

/** Writes each component's share of each row; returns the mean log-likelihood. */
export function expectation(matrix: Matrix, mixture: Mixture, shares: Float64Array): number {
  const { k } = mixture;
  const densities = mixtureLogDensities(mixture, matrix.columns);
  const row = new Float64Array(k);
  let total = 0;
  for (let index = 0; index < matrix.rows; index++) {
    densities(matrix, index, row);
    const sum = logSumExp(row);
    total += sum;
    for (let component = 0; component < k; component++)
      shares[index * k + component] = Math.exp(row[component]! - sum);
  }
  return total / matrix.rows;
}

/** The mixture that is likeliest for these shares. */
export function maximise(
  { rows, columns, values }: Matrix,
  shares: Float64Array,
  k: number,
  shape: CovarianceShape,
  floor: number,
): Mixture {
  const counts = new Float64Array(k).fill(10 * Number.EPSILON);
  const means = new Float64Array(k * columns);
  for (let row = 0; row < rows; row++) {
    for (let component = 0; component < k; component++) {
      const share = shares[row * k + component]!;
      counts[component]! += share;
      for (let column = 0; column < columns; column++)
        means[component * columns + column]! += share * values[row * columns + column]!;
    }
  }
  for (let index = 0; index < means.length; index++) means[index]! /= counts[Math.floor(index / columns)]!;
  const covariances = scatter({ rows, columns, values }, shares, means, k);
  const size = columns * columns;
  for (let component = 0; component < k; component++) {
    const own = covariances.subarray(component * size, (component + 1) * size);
    for (let index = 0; index < size; index++) own[index]! /= counts[component]!;
    applyShape(own, columns, shape, floor);
  }
  return { k, weights: counts.map((count) => count / rows), means, covariances };
}

/** Sums of the shared outer products of the rows' distances from each component's mean. */
function scatter(
  { rows, columns, values }: Matrix,
  shares: Float64Array,
  means: Float64Array,
  k: number,
): Float64Array {
  const sums = new Float64Array(k * columns * columns);
  const difference = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let component = 0; component < k; component++) {
      const share = shares[row * k + component]!;
      if (share === 0) continue;
      for (let column = 0; column < columns; column++)
        difference[column] = values[row * columns + column]! - means[component * columns + column]!;
      for (let a = 0; a < columns; a++) {
        const into = (component * columns + a) * columns;
        for (let b = 0; b < columns; b++) sums[into + b]! += share * difference[a]! * difference[b]!;
      }
    }
  }
  return sums;
}

function applyShape(covariance: Float64Array, columns: number, shape: CovarianceShape, floor: number): void {
  let trace = 0;
  for (let column = 0; column < columns; column++) trace += covariance[column * columns + column]!;
  for (let a = 0; a < columns; a++) {
    for (let b = 0; b < columns; b++) {
      const index = a * columns + b;
      if (a !== b) covariance[index] = shape === 'full' ? covariance[index]! : 0;
      else covariance[index] = (shape === 'spherical' ? trace / columns : covariance[index]!) + floor;
    }
  }
}

/** For each row the component with the greatest share of it. */
export function likeliest(shares: Float64Array, rows: number, k: number): Int32Array {
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let component = 1; component < k; component++)
      if (shares[row * k + component]! > shares[row * k + best]!) best = component;
    labels[row] = best;
  }
  return labels;
}
