import { seededRandom } from '@bora/random';
import { checkPositive, checkWhole, type Matrix } from '../matrix.ts';
import { checkKMeans, nearestCentroids, runKMeans } from './kmeans.ts';
import { plusPlusCentroids } from './kmeans-plus-plus.ts';
import type { Mixture } from './mixture-density.ts';
import { type CovarianceShape, expectation, likeliest, maximise } from './mixture-steps.ts';

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
  const meanLogLikelihood = expectation(matrix, end.mixture, shares);
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
    const next = expectation(matrix, mixture, shares);
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
  expectation(matrix, mixture, shares);
  const labels = likeliest(shares, matrix.rows, mixture.k);
  return { labels, probability: Float64Array.from(labels, (label, row) => shares[row * mixture.k + label]!) };
}

function criteria(meanLogLikelihood: number, { rows, columns }: Matrix, k: number, shape: CovarianceShape) {
  const ofShape = { full: (columns * (columns + 1)) / 2, diagonal: columns, spherical: 1 }[shape];
  const parameters = k * (ofShape + columns) + k - 1;
  const deviance = -2 * rows * meanLogLikelihood;
  return { bic: deviance + parameters * Math.log(rows), aic: deviance + 2 * parameters };
}
