import type { CellRanges } from './cell-ranges.ts';
import type { SpendDistances } from './distance-budget.ts';
import type { PointGrid } from './point-grid.ts';

/** 1 for each place of the grid's order that has at least `minPoints` neighbours within eps, itself counted. */
export function corePoints(
  grid: PointGrid,
  eps: number,
  minPoints: number,
  spend: SpendDistances,
): Uint8Array {
  const { starts } = grid;
  const isCore = new Uint8Array(grid.order.length);
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    const [start, end] = [starts[cell]!, starts[cell + 1]!];
    if (end - start >= minPoints) {
      isCore.fill(1, start, end);
      continue;
    }
    const near = grid.near(cell);
    for (let place = start; place < end; place++)
      if (hasNeighbours(grid, near, place, eps * eps, minPoints, spend)) isCore[place] = 1;
  }
  return isCore;
}

function hasNeighbours(
  { columns, points, starts }: PointGrid,
  near: CellRanges,
  place: number,
  squaredEps: number,
  minPoints: number,
  spend: SpendDistances,
): boolean {
  let neighbours = 0;
  for (let range = 0; range < near.count; range++) {
    const first = starts[near.from[range]!]!;
    const end = starts[near.to[range]!]!;
    let other = first;
    for (; other < end && neighbours < minPoints; other++) {
      let distance = 0;
      for (let column = 0; column < columns; column++) {
        const difference = points[place * columns + column]! - points[other * columns + column]!;
        distance += difference * difference;
      }
      if (distance <= squaredEps) neighbours += 1;
    }
    spend(other - first);
    if (neighbours >= minPoints) return true;
  }
  return false;
}
