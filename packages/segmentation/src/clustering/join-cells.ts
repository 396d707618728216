import type { SpendDistances } from './distance-budget.ts';
import type { PointGrid } from './point-grid.ts';

/** Unites the cells whose core points reach each other; answers the cell that stands for a cell's cluster. */
export function joinCells(
  grid: PointGrid,
  eps: number,
  isCore: Uint8Array,
  spend: SpendDistances,
): (cell: number) => number {
  const cells = grid.starts.length - 1;
  const parent = Uint32Array.from({ length: cells }, (_, cell) => cell);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  const hasCore = cellsWithCores(grid.starts, isCore);
  for (let cell = 0; cell < cells; cell++) {
    if (hasCore[cell] === 0) continue;
    const near = grid.near(cell);
    for (let range = 0; range < near.count; range++) {
      // Pairs are looked at from the first of the two.
      for (let other = Math.max(near.from[range]!, cell + 1); other < near.to[range]!; other++) {
        if (hasCore[other] === 0 || rootOf(cell) === rootOf(other)) continue;
        if (doCoresReach(grid, cell, other, eps * eps, isCore, spend)) parent[rootOf(other)] = rootOf(cell);
      }
    }
  }
  return rootOf;
}

function cellsWithCores(starts: Uint32Array, isCore: Uint8Array): Uint8Array {
  const hasCore = new Uint8Array(starts.length - 1);
  for (let cell = 0; cell < hasCore.length; cell++)
    if (isCore.subarray(starts[cell], starts[cell + 1]).includes(1)) hasCore[cell] = 1;
  return hasCore;
}

function doCoresReach(
  { columns, points, starts }: PointGrid,
  cell: number,
  other: number,
  squaredEps: number,
  isCore: Uint8Array,
  spend: SpendDistances,
): boolean {
  const [first, end] = [starts[other]!, starts[other + 1]!];
  for (let place = starts[cell]!; place < starts[cell + 1]!; place++) {
    if (isCore[place] === 0) continue;
    for (let rival = first; rival < end; rival++) {
      if (isCore[rival] === 0) continue;
      let distance = 0;
      for (let column = 0; column < columns; column++) {
        const difference = points[place * columns + column]! - points[rival * columns + column]!;
        distance += difference * difference;
      }
      if (distance <= squaredEps) return true;
    }
    spend(end - first);
  }
  return false;
}
