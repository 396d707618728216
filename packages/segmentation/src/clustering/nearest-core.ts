import type { Matrix } from '../matrix.ts';
import { noiseLabel } from './dbscan.ts';
import { pointGrid } from './point-grid.ts';

/**
 * For new rows the cluster of the nearest core point within eps, or −1: DBSCAN itself defines nothing for points it
 * was not fitted on, and this is where a new point next to a cluster would have been put.
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
  const grid = pointGrid(cores, eps);
  const { columns } = matrix;
  for (let row = 0; row < matrix.rows; row++) {
    const point = matrix.values.subarray(row * columns, (row + 1) * columns);
    let least = eps * eps;
    for (const cell of grid.nearPoint(point)) {
      for (const core of grid.cells[cell]!) {
        let distance = 0;
        for (let column = 0; column < columns; column++)
          distance += (point[column]! - cores.values[core * columns + column]!) ** 2;
        if (distance > least || (distance === least && labels[row] !== noiseLabel)) continue;
        least = distance;
        labels[row] = coreLabels[core]!;
      }
    }
  }
  return labels;
}
