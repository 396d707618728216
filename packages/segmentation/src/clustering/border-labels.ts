import type { SpendDistances } from './distance-budget.ts';
import { noiseLabel } from './noise-label.ts';
import type { PointGrid } from './point-grid.ts';

/**
 * The cluster of each place of the grid's order: that of its cell for a core point, for any other the least one of the
 * core points within eps, and −1 where there is none.
 */
export function borderLabels(
  grid: PointGrid,
  eps: number,
  isCore: Uint8Array,
  clusterOfCell: Int32Array,
  spend: SpendDistances,
): Int32Array {
  const { starts } = grid;
  const labels = new Int32Array(grid.order.length);
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    const [start, end] = [starts[cell]!, starts[cell + 1]!];
    labels.fill(clusterOfCell[cell]!, start, end);
    if (!isCore.subarray(start, end).includes(0)) continue;
    const near = grid.near(cell);
    for (let place = start; place < end; place++) {
      if (isCore[place] === 1) continue;
      let least = Number.POSITIVE_INFINITY;
      for (let range = 0; range < near.count; range++) {
        for (let other = near.from[range]!; other < near.to[range]!; other++) {
          const cluster = clusterOfCell[other]!;
          // A cell's core points are of one cluster.
          if (cluster === noiseLabel || cluster >= least) continue;
          if (isNearCore(grid, place, other, eps * eps, isCore, spend)) least = cluster;
        }
      }
      labels[place] = least < Number.POSITIVE_INFINITY ? least : noiseLabel;
    }
  }
  return labels;
}

function isNearCore(
  { columns, points, starts }: PointGrid,
  place: number,
  cell: number,
  squaredEps: number,
  isCore: Uint8Array,
  spend: SpendDistances,
): boolean {
  const [first, end] = [starts[cell]!, starts[cell + 1]!];
  spend(end - first);
  for (let core = first; core < end; core++) {
    if (isCore[core] === 0) continue;
    let distance = 0;
    for (let column = 0; column < columns; column++) {
      const difference = points[place * columns + column]! - points[core * columns + column]!;
      distance += difference * difference;
    }
    if (distance <= squaredEps) return true;
  }
  return false;
}
