import type { SeededRandom } from '@bora/random';
import type { Matrix } from '../matrix.ts';

/**
 * First centroids: each next one is a row, drawn in proportion to its squared distance from those chosen so far; of
 * 2 + ⌊ln k⌋ such draws the one that leaves the least total distance.
 * Source: D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding" (2007), with its greedy variant.
 *
 * @returns `k · columns` numbers.
 */
export function plusPlusCentroids(matrix: Matrix, k: number, random: SeededRandom): Float64Array {
  const { rows, columns, values } = matrix;
  const centroids = new Float64Array(k * columns);
  const take = (cluster: number, row: number) =>
    centroids.set(values.subarray(row * columns, (row + 1) * columns), cluster * columns);
  const first = Math.floor(random.uniform() * rows);
  take(0, first);
  let distances = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  let total = lowered(matrix, first, distances, distances);
  let attempt = new Float64Array(rows);
  let bestAttempt = new Float64Array(rows);
  const draws = 2 + Math.floor(Math.log(k));
  for (let cluster = 1; cluster < k; cluster++) {
    let least = Number.POSITIVE_INFINITY;
    let chosen = first;
    for (let draw = 0; draw < draws; draw++) {
      const row = drawn(distances, total * random.uniform());
      const left = lowered(matrix, row, distances, attempt);
      if (left >= least) continue;
      least = left;
      chosen = row;
      [attempt, bestAttempt] = [bestAttempt, attempt];
    }
    [distances, bestAttempt] = [bestAttempt, distances];
    total = least;
    take(cluster, chosen);
  }
  return centroids;
}

/** Writes the squared distances as they are once the row is a centroid too, and returns their sum. */
function lowered(
  { rows, columns, values }: Matrix,
  centroid: number,
  from: Float64Array,
  into: Float64Array,
): number {
  const start = centroid * columns;
  let total = 0;
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    let distance = 0;
    for (let column = 0; column < columns; column++) {
      const difference = values[at + column]! - values[start + column]!;
      distance += difference * difference;
    }
    const least = Math.min(distance, from[row]!);
    into[row] = least;
    total += least;
  }
  return total;
}

/** The row at which the running sum of weights passes `goal`; never one of weight 0. */
function drawn(weights: Float64Array, goal: number): number {
  let sum = 0;
  let last = 0;
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] === 0) continue;
    sum += weights[row]!;
    last = row;
    if (sum > goal) return row;
  }
  return last;
}
