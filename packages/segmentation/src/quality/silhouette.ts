import { seededRandom, shuffledRows } from '@bora/random';
import { type Matrix, pickRows } from '../matrix.ts';
import { clusterShapes } from './cluster-shapes.ts';

/** Rows above which a sample stands for all: the cost grows with the square of the rows. */
export const silhouetteMaximumRows = 10_000;

/**
 * Mean silhouette of the rows that are not noise, from −1 to 1; a row alone in its cluster counts 0. Above `maximumRows`
 * it is that of a random sample, within which distances are taken.
 * Source: P. Rousseeuw (1987).
 *
 * @throws SegmentationError `one-segment`.
 */
export function silhouette(
  matrix: Matrix,
  labels: Int32Array,
  seed: number,
  maximumRows = silhouetteMaximumRows,
): number {
  const values = silhouettes(matrix, labels, seed, maximumRows);
  return values.total / values.rows;
}

function silhouettes(
  matrix: Matrix,
  labels: Int32Array,
  seed: number,
  maximumRows: number,
): { total: number; rows: number } {
  const clustered = Uint32Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
  const chosen =
    clustered.length <= maximumRows
      ? clustered
      : shuffledRows(clustered.length, seededRandom(seed, 0))
          .subarray(0, maximumRows)
          .map((place) => clustered[place]!);
  // Rows of one cluster stand together, so that a distance is added to a sum at hand.
  chosen.sort((a, b) => labels[a]! - labels[b]!);
  const sample = pickRows(matrix, chosen);
  const { sizes } = clusterShapes(
    sample,
    Int32Array.from(chosen, (row) => labels[row]!),
    2,
  );
  const sums = new Float64Array(sizes.length);
  let total = 0;
  let row = 0;
  for (const [cluster, size] of sizes.entries()) {
    for (let member = 0; member < size; member++, row++) {
      addDistances(sample, row, sizes, sums);
      total += rowSilhouette(sums, cluster, sizes);
    }
  }
  return { total, rows: sample.rows };
}

/** Writes the sum of a row's distances to the rows of every cluster, which stand one after the other. */
function addDistances(
  { columns, values }: Matrix,
  row: number,
  sizes: readonly number[],
  sums: Float64Array,
): void {
  const point = values.subarray(row * columns, (row + 1) * columns);
  let at = 0;
  for (let cluster = 0; cluster < sizes.length; cluster++) {
    let sum = 0;
    const end = at + sizes[cluster]! * columns;
    while (at < end) {
      let squared = 0;
      for (let column = 0; column < columns; column++, at++) {
        const difference = point[column]! - values[at]!;
        squared += difference * difference;
      }
      sum += Math.sqrt(squared);
    }
    sums[cluster] = sum;
  }
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
