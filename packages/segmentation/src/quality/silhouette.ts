import { seededRandom, shuffledRows } from '@bora/random';
import { type Matrix, pickRows } from '../matrix.ts';
import { clusterShapes } from './cluster-shapes.ts';

/** Rows above which a sample stands for all: the cost grows with the square of the rows. */
export const silhouetteMaximumRows = 10_000;

/**
 * Mean silhouette of the rows that are not noise, from −1 to 1; a row alone in its cluster counts 0. Above 10,000 rows
 * it is that of a random sample, within which distances are taken.
 * Source: P. Rousseeuw (1987).
 *
 * @throws SegmentationError `one-segment`.
 */
export function silhouette(matrix: Matrix, labels: Int32Array, seed: number): number {
  const values = silhouettes(matrix, labels, seed);
  return values.total / values.rows;
}

function silhouettes(matrix: Matrix, labels: Int32Array, seed: number): { total: number; rows: number } {
  const clustered = Uint32Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
  const chosen =
    clustered.length <= silhouetteMaximumRows
      ? clustered
      : shuffledRows(clustered.length, seededRandom(seed, 0))
          .subarray(0, silhouetteMaximumRows)
          .map((place) => clustered[place]!);
  const sample = pickRows(matrix, chosen);
  const sampleLabels = Int32Array.from(chosen, (row) => labels[row]!);
  const shapes = clusterShapes(sample, sampleLabels, 2);
  const places = new Map(shapes.labels.map((label, place) => [label, place]));
  const clusterOf = Int32Array.from(sampleLabels, (label) => places.get(label)!);
  const sums = distanceSums(sample, clusterOf, shapes.labels.length);
  let total = 0;
  for (let row = 0; row < sample.rows; row++) {
    total += rowSilhouette(sums.subarray(row * shapes.sizes.length), clusterOf[row]!, shapes.sizes);
  }
  return { total, rows: sample.rows };
}

/** For each row the sum of its distances to the rows of every cluster. */
function distanceSums(
  { rows, columns, values }: Matrix,
  clusterOf: Int32Array,
  clusters: number,
): Float64Array {
  const sums = new Float64Array(rows * clusters);
  for (let row = 0; row < rows; row++) {
    for (let other = row + 1; other < rows; other++) {
      let squared = 0;
      for (let column = 0; column < columns; column++) {
        const difference = values[row * columns + column]! - values[other * columns + column]!;
        squared += difference * difference;
      }
      const distance = Math.sqrt(squared);
      sums[row * clusters + clusterOf[other]!]! += distance;
      sums[other * clusters + clusterOf[row]!]! += distance;
    }
  }
  return sums;
}

function rowSilhouette(sums: Float64Array, own: number, sizes: readonly number[]): number {
  if (sizes[own] === 1) return 0;
  const within = sums[own]! / (sizes[own]! - 1);
  let nearest = Number.POSITIVE_INFINITY;
  for (const [cluster, size] of sizes.entries())
    if (cluster !== own) nearest = Math.min(nearest, sums[cluster]! / size);
  const greater = Math.max(within, nearest);
  return greater === 0 ? 0 : (nearest - within) / greater;
}
