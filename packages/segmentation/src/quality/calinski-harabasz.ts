import type { Matrix } from '../matrix.ts';
import { clusterShapes, squaredDistance } from './cluster-shapes.ts';

/**
 * Ratio of the spread between the clusters to that within them, each per degree of freedom; greater is better, noise
 * takes no part.
 * Source: T. Caliński, J. Harabasz (1974).
 *
 * @throws SegmentationError `one-segment`.
 */
export function calinskiHarabasz(matrix: Matrix, labels: Int32Array): number {
  const { labels: known, sizes, means, rows } = clusterShapes(matrix, labels, 2);
  const place = new Map(known.map((label, index) => [label, index]));
  const centre = new Float64Array(matrix.columns);
  for (const [cluster, mean] of means.entries())
    for (let column = 0; column < centre.length; column++)
      centre[column]! += (mean[column]! * sizes[cluster]!) / rows;
  let between = 0;
  for (const [cluster, mean] of means.entries())
    for (let column = 0; column < centre.length; column++)
      between += sizes[cluster]! * (mean[column]! - centre[column]!) ** 2;
  let within = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const cluster = place.get(labels[row]!);
    if (cluster !== undefined) within += squaredDistance(matrix, row, means[cluster]!);
  }
  return (between * (rows - known.length)) / (within * (known.length - 1));
}
