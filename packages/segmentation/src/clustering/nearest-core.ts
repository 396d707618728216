import type { Matrix } from '../matrix.ts';
import { noiseLabel } from './noise-label.ts';
import { pointGrid } from './point-grid.ts';

/**
 * For new rows the cluster of the nearest core point within eps, or −1: DBSCAN itself defines nothing for points it
 * was not fitted on, and this is where a new point next to a cluster would have been put. Of core points equally near
 * the first counts.
 *
 * @param cores core points, of as many columns as the rows.
 * @param coreLabels cluster of each core point.
 */
export function nearestCoreLabels(
  matrix: Matrix,
  cores: Matrix,
  coreLabels: ArrayLike<number>,
  eps: number,
): Int32Array {
  const labels = new Int32Array(matrix.rows).fill(noiseLabel);
  if (cores.rows === 0) return labels;
  const { columns, order, points, starts, nearPoint } = pointGrid(cores, eps);
  for (let row = 0; row < matrix.rows; row++) {
    const point = matrix.values.subarray(row * columns, (row + 1) * columns);
    const near = nearPoint(point);
    let least = eps * eps;
    let nearest = -1;
    for (let range = 0; range < near.count; range++) {
      for (let place = starts[near.from[range]!]!; place < starts[near.to[range]!]!; place++) {
        let distance = 0;
        for (let column = 0; column < columns; column++)
          distance += (point[column]! - points[place * columns + column]!) ** 2;
        if (distance > least) continue;
        const core = order[place]!;
        if (distance === least && nearest >= 0 && nearest < core) continue;
        least = distance;
        nearest = core;
      }
    }
    if (nearest >= 0) labels[row] = coreLabels[nearest]!;
  }
  return labels;
}
