import type { Matrix } from '../matrix.ts';
import { clusterShapes, squaredDistance } from './cluster-shapes.ts';

/**
 * Mean over the clusters of their worst ratio of spreads to the distance of their means; 0 is best, noise takes no part.
 * Source: D. Davies, D. Bouldin (1979).
 *
 * @throws SegmentationError `one-segment`.
 */
export function daviesBouldin(matrix: Matrix, labels: Int32Array): number {
  const { labels: known, sizes, means } = clusterShapes(matrix, labels, 2);
  const place = new Map(known.map((label, index) => [label, index]));
  const spreads = new Float64Array(known.length);
  for (let row = 0; row < matrix.rows; row++) {
    const cluster = place.get(labels[row]!);
    if (cluster !== undefined)
      spreads[cluster]! += Math.sqrt(squaredDistance(matrix, row, means[cluster]!)) / sizes[cluster]!;
  }
  let total = 0;
  for (const [a, mean] of means.entries()) {
    let worst = 0;
    for (const [b, other] of means.entries()) {
      if (a === b) continue;
      const apart = Math.hypot(...mean.map((value, column) => value - other[column]!));
      worst = Math.max(worst, (spreads[a]! + spreads[b]!) / apart);
    }
    total += worst;
  }
  return total / means.length;
}
