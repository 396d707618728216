import { seededRandom } from '@bora/random';
import { checkPositive, checkWhole, type Matrix } from '../matrix.ts';
import { checkKMeans, nearestCentroids, runKMeans } from './kmeans.ts';
import { plusPlusCentroids } from './kmeans-plus-plus.ts';
import { logSumExp, type Mixture, mixtureLogDensities } from './mixture-density.ts';

export const covarianceShapes = ['full', 'diagonal', 'spherical'] as const;
export type CovarianceShape = (typeof covarianceShapes)[number];

export interface MixtureSettings {
  /** Number of components. */
  readonly k: number;
  readonly seed: number;
  /** Default `full`. */
  readonly covariance?: CovarianceShape;
  /**
   * Added to every variance, so that a component cannot collapse onto equal rows. Default 1e-6, in the squared units
   * of the matrix; likelihoods compare under the same floor only.
   */
  readonly covarianceFloor?: number;
  /** Default 10. */
  readonly restarts?: number;
  /** Default 500. */
  readonly maximumIterations?: number;
  /** Gain in mean log-likelihood below which it has converged. Default 1e-6. */
  readonly tolerance?: number;
}

export interface MixtureFit extends Mixture {
  readonly covariance: CovarianceShape;
  /** Mean log-likelihood of a row. */
  readonly meanLogLikelihood: number;
  /** Bayesian information criterion; lower is better. */
  readonly bic: number;
  /** Akaike information criterion; lower is better. */
  readonly aic: number;
  /** For each row its likeliest component, from 0. */
  readonly labels: Int32Array;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

export const defaultMixtureRestarts = 10;
export const defaultCovarianceFloor = 1e-6;

/** Gain in mean log-likelihood below which a start is compared with the others; only the best goes on from there. */
const comparisonTolerance = 1e-4;

/**
 * Fits a mixture of normal distributions by expectation–maximisation in log space. Starts come from KMeans clusterings
 * and, every second one, from the nearest of k-means++ centroids; each runs until its gain is small, and the best runs
 * on until it has converged.
 * Source: A. Dempster and others (1977); starts after C. Biernacki and others (2003); criteria as in scikit-learn:
 * BIC = −2 ln L + p ln n, AIC = −2 ln L + 2p.
 *
 * @throws SegmentationError as `fitKMeans`, and `singular-covariance`.
 */
export function fitGaussianMixture(matrix: Matrix, settings: MixtureSettings): MixtureFit {
  checkKMeans(matrix, settings.k);
  const restarts = settings.restarts ?? defaultMixtureRestarts;
  checkWhole('The number of restarts', restarts, 1);
  let best: MixtureRun | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const run = startMixture(matrix, settings, restart);
    if (!best || run.meanLogLikelihood > best.meanLogLikelihood) best = run;
  }
  return finishMixture(matrix, settings, best!);
}

/** A mixture on its way. */
export interface MixtureRun {
  readonly mixture: Mixture;
  readonly meanLogLikelihood: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** One start of `fitGaussianMixture`, for rows that `checkKMeans` has passed. */
export function startMixture(matrix: Matrix, settings: MixtureSettings, restart: number): MixtureRun {
  const { k, covariance = 'full', covarianceFloor = defaultCovarianceFloor } = settings;
  checkPositive('The covariance floor', covarianceFloor);
  const random = seededRandom(settings.seed, restart);
  const labels =
    restart % 2 === 0
      ? runKMeans(matrix, k, random).labels
      : nearestCentroids(matrix, plusPlusCentroids(matrix, k, random));
  const shares = new Float64Array(matrix.rows * k);
  for (let row = 0; row < matrix.rows; row++) shares[row * k + labels[row]!] = 1;
  const mixture = maximise(matrix, shares, k, covariance, covarianceFloor);
  return improve(matrix, settings, mixture, comparisonTolerance);
}

/** The converged fit that a run leads to. */
export function finishMixture(matrix: Matrix, settings: MixtureSettings, run: MixtureRun): MixtureFit {
  const { k, covariance = 'full', tolerance = 1e-6 } = settings;
  const end = improve(matrix, settings, run.mixture, tolerance);
  const shares = new Float64Array(matrix.rows * k);
  const meanLogLikelihood = expect(matrix, end.mixture, shares);
  return {
    ...end.mixture,
    covariance,
    meanLogLikelihood,
    ...criteria(meanLogLikelihood, matrix, k, covariance),
    labels: likeliest(shares, matrix.rows, k),
    iterations: run.iterations + end.iterations,
    hasConverged: end.hasConverged,
  };
}

function improve(matrix: Matrix, settings: MixtureSettings, start: Mixture, tolerance: number): MixtureRun {
  const {
    k,
    covariance = 'full',
    covarianceFloor = defaultCovarianceFloor,
    maximumIterations = 500,
  } = settings;
  const shares = new Float64Array(matrix.rows * k);
  let mixture = start;
  let meanLogLikelihood = Number.NEGATIVE_INFINITY;
  let iterations = 0;
  let hasConverged = false;
  while (iterations < maximumIterations && !hasConverged) {
    iterations += 1;
    const next = expect(matrix, mixture, shares);
    hasConverged = Math.abs(next - meanLogLikelihood) < tolerance;
    meanLogLikelihood = next;
    if (!hasConverged) mixture = maximise(matrix, shares, k, covariance, covarianceFloor);
  }
  return { mixture, meanLogLikelihood, iterations, hasConverged };
}

/** For each row its likeliest component, and the probability that the row is of that component. */
export function mixtureLabels(
  matrix: Matrix,
  mixture: Mixture,
): { labels: Int32Array; probability: Float64Array } {
  const shares = new Float64Array(matrix.rows * mixture.k);
  expect(matrix, mixture, shares);
  const labels = likeliest(shares, matrix.rows, mixture.k);
  return { labels, probability: Float64Array.from(labels, (label, row) => shares[row * mixture.k + label]!) };
}

/** Writes each component's share of each row; returns the mean log-likelihood. */
function expect(matrix: Matrix, mixture: Mixture, shares: Float64Array): number {
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
function maximise(
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

function criteria(meanLogLikelihood: number, { rows, columns }: Matrix, k: number, shape: CovarianceShape) {
  const ofShape = { full: (columns * (columns + 1)) / 2, diagonal: columns, spherical: 1 }[shape];
  const parameters = k * (ofShape + columns) + k - 1;
  const deviance = -2 * rows * meanLogLikelihood;
  return { bic: deviance + parameters * Math.log(rows), aic: deviance + 2 * parameters };
}

function likeliest(shares: Float64Array, rows: number, k: number): Int32Array {
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let component = 1; component < k; component++)
      if (shares[row * k + component]! > shares[row * k + best]!) best = component;
    labels[row] = best;
  }
  return labels;
}
