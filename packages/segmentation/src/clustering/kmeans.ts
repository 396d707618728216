import { type SeededRandom, seededRandom } from '@bora/random';
import { checkMatrix, checkWhole, countDistinctRows, type Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { plusPlusCentroids } from './kmeans-plus-plus.ts';

export interface KMeansSettings {
  /** Number of clusters. */
  readonly k: number;
  readonly seed: number;
  /** Starts from other first centroids; the fit of the least inertia wins. Default 10. */
  readonly restarts?: number;
  /** Default 300. */
  readonly maximumIterations?: number;
}

export interface KMeansFit {
  readonly k: number;
  /** `k · columns` numbers, one centroid after the other. */
  readonly centroids: Float64Array;
  /** For each row its cluster, from 0. */
  readonly labels: Int32Array;
  /** Sum of the squared distances of the rows to their centroids. */
  readonly inertia: number;
  readonly iterations: number;
}

/** Squared movement of all centroids, as a share of the features' mean variance, below which a run has converged. */
const tolerance = 1e-6;
export const defaultRestarts = 10;
const defaultMaximumIterations = 300;

/**
 * Clusters the rows by Lloyd's algorithm from k-means++ starts. Same input and seed, same result. Besides the
 * matrix it needs memory for one label a row.
 * Source: S. Lloyd (1982); D. Arthur, S. Vassilvitskii, "k-means++" (2007).
 *
 * @throws SegmentationError `no-customers`, `not-a-number`, `invalid-parameter`, `too-few-customers`, `too-few-distinct`.
 */
export function fitKMeans(matrix: Matrix, settings: KMeansSettings): KMeansFit {
  checkKMeans(matrix, settings.k);
  const restarts = settings.restarts ?? defaultRestarts;
  checkWhole('The number of restarts', restarts, 1);
  let best: KMeansFit | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const fit = runKMeans(
      matrix,
      settings.k,
      seededRandom(settings.seed, restart),
      settings.maximumIterations,
    );
    if (!best || fit.inertia < best.inertia) best = fit;
  }
  return best!;
}

/** Throws as `fitKMeans` where the rows cannot make `k` clusters. */
export function checkKMeans(matrix: Matrix, k: number): void {
  checkMatrix(matrix);
  checkWhole('The number of segments', k, 1);
  if (k > matrix.rows) {
    throw new SegmentationError(
      'too-few-customers',
      `${matrix.rows} customers cannot make ${k} segments: ask for fewer segments or give more customers.`,
    );
  }
  const distinct = countDistinctRows(matrix, k);
  if (distinct < k) {
    throw new SegmentationError(
      'too-few-distinct',
      `The customers have ${distinct} distinct sets of features, which cannot make ${k} segments: ask for fewer.`,
    );
  }
}

/** One start of `fitKMeans`, for rows that `checkKMeans` has passed. */
export function runKMeans(
  matrix: Matrix,
  k: number,
  random: SeededRandom,
  maximumIterations = defaultMaximumIterations,
): KMeansFit {
  const centroids = plusPlusCentroids(matrix, k, random);
  const labels = new Int32Array(matrix.rows).fill(-1);
  const least = tolerance * meanVariance(matrix);
  let iterations = 0;
  while (iterations < maximumIterations) {
    iterations += 1;
    const { changed, sums, counts } = assign(matrix, centroids, k, labels);
    if (changed === 0) break;
    refillEmpty(matrix, centroids, labels, sums, counts);
    if (moveCentroids(centroids, sums, counts) <= least) break;
  }
  const { inertia } = assign(matrix, centroids, k, labels);
  return { k, centroids, labels, inertia, iterations };
}

/** For each row the nearest of the centroids. */
export function nearestCentroids(matrix: Matrix, centroids: Float64Array): Int32Array {
  const labels = new Int32Array(matrix.rows);
  assign(matrix, centroids, centroids.length / matrix.columns, labels);
  return labels;
}

/** Puts each row to its nearest centroid, and sums up what the next centroids are made of. */
function assign({ rows, columns, values }: Matrix, centroids: Float64Array, k: number, labels: Int32Array) {
  const sums = new Float64Array(k * columns);
  const counts = new Float64Array(k);
  let changed = 0;
  let inertia = 0;
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let cluster = 0, from = 0; cluster < k; cluster++, from += columns) {
      let distance = 0;
      for (let column = 0; column < columns; column++) {
        const difference = values[at + column]! - centroids[from + column]!;
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = cluster;
      }
    }
    if (labels[row] !== nearest) changed += 1;
    labels[row] = nearest;
    inertia += least;
    counts[nearest]! += 1;
    for (let column = 0, into = nearest * columns; column < columns; column++)
      sums[into + column]! += values[at + column]!;
  }
  return { changed, inertia, sums, counts };
}

/** Gives a cluster that lost all its rows the row that lies farthest from its own centroid. */
function refillEmpty(
  { rows, columns, values }: Matrix,
  centroids: Float64Array,
  labels: Int32Array,
  sums: Float64Array,
  counts: Float64Array,
): void {
  for (let empty = 0; empty < counts.length; empty++) {
    if (counts[empty]! > 0) continue;
    let farthest = -1;
    let greatest = -1;
    for (let row = 0; row < rows; row++) {
      const cluster = labels[row]!;
      if (counts[cluster]! < 2) continue;
      let distance = 0;
      for (let column = 0; column < columns; column++)
        distance += (values[row * columns + column]! - centroids[cluster * columns + column]!) ** 2;
      if (distance > greatest) {
        greatest = distance;
        farthest = row;
      }
    }
    const giver = labels[farthest]!;
    labels[farthest] = empty;
    counts[giver]! -= 1;
    counts[empty] = 1;
    for (let column = 0; column < columns; column++) {
      const value = values[farthest * columns + column]!;
      sums[giver * columns + column]! -= value;
      sums[empty * columns + column] = value;
    }
  }
}

/** Squared distance that all centroids moved together. */
function moveCentroids(centroids: Float64Array, sums: Float64Array, counts: Float64Array): number {
  const columns = centroids.length / counts.length;
  let moved = 0;
  for (let index = 0; index < centroids.length; index++) {
    const next = sums[index]! / counts[Math.floor(index / columns)]!;
    moved += (next - centroids[index]!) ** 2;
    centroids[index] = next;
  }
  return moved;
}

function meanVariance({ rows, columns, values }: Matrix): number {
  let total = 0;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let index = column; index < values.length; index += columns) sum += values[index]!;
    const mean = sum / rows;
    for (let index = column; index < values.length; index += columns) total += (values[index]! - mean) ** 2;
  }
  return total / (rows * columns);
}
