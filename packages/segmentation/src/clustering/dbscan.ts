import { checkMatrix, checkPositive, checkWhole, type Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { type PointGrid, pointGrid } from './point-grid.ts';

export interface DbscanSettings {
  /** Two points at most this far apart are neighbours. */
  readonly eps: number;
  /** A point with so many neighbours, itself counted, is a core point. */
  readonly minPoints: number;
}

export interface DbscanFit {
  readonly clusters: number;
  /** For each row its cluster, from 0, or −1 for noise. */
  readonly labels: Int32Array;
  /** 1 for a core point. */
  readonly isCore: Uint8Array;
}

export const noiseLabel = -1;

/** Rows above which it is refused: density needs every neighbourhood, and means and mixtures serve such sizes. */
export const dbscanMaximumRows = 1_000_000;
/** Distances that may have to be computed before it is refused; about a minute. */
const maximumDistances = 2e10;

/**
 * Density-based clusters and noise. Clusters are numbered by their first core point, and a border point within eps of
 * several clusters belongs to the first of them, as in scikit-learn. Dense cells are core without a distance being
 * computed, so that the cost grows with the rows, not with their square.
 * Source: M. Ester and others, "A density-based algorithm for discovering clusters" (1996).
 *
 * @throws SegmentationError `no-customers`, `not-a-number`, `invalid-parameter`, `too-many-customers`, `eps-too-small`,
 * `too-many-neighbours`.
 */
export function fitDbscan(matrix: Matrix, { eps, minPoints }: DbscanSettings): DbscanFit {
  checkPositive('eps', eps);
  checkWhole('The least number of neighbours', minPoints, 1);
  refuseTooMany(matrix.rows);
  checkMatrix(matrix);
  const grid = pointGrid(matrix, eps);
  refuseTooDense(grid, minPoints);
  const isCore = corePoints(matrix, grid, eps, minPoints);
  const clusterOfCell = joinCells(matrix, grid, eps, isCore);
  const labels = new Int32Array(matrix.rows).fill(noiseLabel);
  const numbers = new Map<number, number>();
  for (let row = 0; row < matrix.rows; row++) {
    if (isCore[row] === 0) continue;
    const root = clusterOfCell(grid.cellOfRow[row]!);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    labels[row] = numbers.get(root)!;
  }
  labelBorder(matrix, grid, eps, isCore, labels);
  return { clusters: numbers.size, labels, isCore };
}

/** Throws `too-many-customers` for more rows than DBSCAN is made for. */
export function refuseTooMany(rows: number): void {
  if (rows <= dbscanMaximumRows) return;
  throw new SegmentationError(
    'too-many-customers',
    `DBSCAN is made for up to ${dbscanMaximumRows.toLocaleString('en')} customers, not ${rows.toLocaleString('en')}: ` +
      'choose kmeans or gmm, or segment a sample.',
  );
}

function refuseTooDense(grid: PointGrid, minPoints: number): void {
  let distances = 0;
  for (const [cell, rows] of grid.cells.entries()) {
    if (rows.length >= minPoints) continue;
    for (const other of grid.near(cell)) distances += rows.length * grid.cells[other]!.length;
    if (distances > maximumDistances) {
      throw new SegmentationError(
        'too-many-neighbours',
        'With this eps the customers have too many neighbours to count: choose a smaller eps, or kmeans or gmm.',
      );
    }
  }
}

function corePoints(matrix: Matrix, grid: PointGrid, eps: number, minPoints: number): Uint8Array {
  const isCore = new Uint8Array(matrix.rows);
  for (const [cell, rows] of grid.cells.entries()) {
    if (rows.length >= minPoints) {
      for (const row of rows) isCore[row] = 1;
      continue;
    }
    const near = grid.near(cell);
    for (const row of rows) isCore[row] = hasNeighbours(matrix, grid, near, row, eps, minPoints) ? 1 : 0;
  }
  return isCore;
}

function hasNeighbours(
  matrix: Matrix,
  grid: PointGrid,
  near: Int32Array,
  row: number,
  eps: number,
  minPoints: number,
): boolean {
  let neighbours = 0;
  for (const cell of near) {
    for (const other of grid.cells[cell]!) {
      if (areNeighbours(matrix, row, other, eps)) neighbours += 1;
      if (neighbours >= minPoints) return true;
    }
  }
  return false;
}

/** Unites the cells whose core points reach each other; answers the representative of a cell's cluster. */
function joinCells(
  matrix: Matrix,
  grid: PointGrid,
  eps: number,
  isCore: Uint8Array,
): (cell: number) => number {
  const parent = Int32Array.from({ length: grid.cells.length }, (_, cell) => cell);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  const cores = grid.cells.map((rows) => rows.filter((row) => isCore[row] === 1));
  for (const [cell, own] of cores.entries()) {
    if (own.length === 0) continue;
    for (const other of grid.near(cell)) {
      if (other <= cell || rootOf(cell) === rootOf(other)) continue;
      const rival = cores[other]!;
      if (own.some((row) => rival.some((candidate) => areNeighbours(matrix, row, candidate, eps))))
        parent[rootOf(other)] = rootOf(cell);
    }
  }
  return rootOf;
}

/** Gives every point that is not core the least cluster of the core points within eps. */
function labelBorder(
  matrix: Matrix,
  grid: PointGrid,
  eps: number,
  isCore: Uint8Array,
  labels: Int32Array,
): void {
  for (const [cell, rows] of grid.cells.entries()) {
    const border = rows.filter((row) => isCore[row] === 0);
    if (border.length === 0) continue;
    const near = grid.near(cell);
    for (const row of border) {
      let least = Number.POSITIVE_INFINITY;
      for (const other of near) {
        for (const core of grid.cells[other]!) {
          if (isCore[core] === 0 || labels[core]! >= least) continue;
          if (areNeighbours(matrix, row, core, eps)) least = labels[core]!;
        }
      }
      if (least < Number.POSITIVE_INFINITY) labels[row] = least;
    }
  }
}

function areNeighbours({ columns, values }: Matrix, row: number, other: number, eps: number): boolean {
  let distance = 0;
  for (let column = 0; column < columns; column++) {
    const difference = values[row * columns + column]! - values[other * columns + column]!;
    distance += difference * difference;
  }
  return distance <= eps * eps;
}
