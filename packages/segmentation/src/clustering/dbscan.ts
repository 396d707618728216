import { checkMatrix, checkPositive, checkWhole, type Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { borderLabels } from './border-labels.ts';
import { corePoints } from './core-points.ts';
import { distanceBudget } from './distance-budget.ts';
import { joinCells } from './join-cells.ts';
import { noiseLabel } from './noise-label.ts';
import { pointGrid } from './point-grid.ts';

export interface DbscanSettings {
  /** Two points at most this far apart are neighbours. */
  readonly eps: number;
  /** A point with so many neighbours, itself counted, is a core point. */
  readonly minPoints: number;
  /** Distances that may be computed before it is refused. Default 5 · 10⁹, about half a minute. */
  readonly maximumDistances?: number;
}

export interface DbscanFit {
  readonly clusters: number;
  /** For each row its cluster, from 0, or −1 for noise. */
  readonly labels: Int32Array;
  /** 1 for a core point. */
  readonly isCore: Uint8Array;
}

/** Rows above which it is refused: density needs every neighbourhood, and means and mixtures serve such sizes. */
export const dbscanMaximumRows = 1_000_000;

/**
 * Density-based clusters and noise. Clusters are numbered by their first core point, and a border point within eps of
 * several clusters belongs to the first of them, as in scikit-learn. Points of one small cell are neighbours without a
 * distance being computed, and only cells nearby are looked into, so that the cost grows with the rows, not with their
 * square; where a neighbourhood is most of the population, it is refused once too many distances have been computed.
 * Source: M. Ester and others, "A density-based algorithm for discovering clusters" (1996).
 *
 * @throws SegmentationError `no-customers`, `not-a-number`, `invalid-parameter`, `too-many-customers`, `eps-too-small`,
 * `too-many-neighbours`.
 */
export function fitDbscan(matrix: Matrix, settings: DbscanSettings): DbscanFit {
  const { eps, minPoints } = settings;
  checkPositive('eps', eps);
  checkWhole('The least number of neighbours', minPoints, 1);
  refuseTooMany(matrix.rows);
  checkMatrix(matrix);
  const spend = distanceBudget(settings.maximumDistances);
  const grid = pointGrid(matrix, eps);
  const isCoreAt = corePoints(grid, eps, minPoints, spend);
  const rootOf = joinCells(grid, eps, isCoreAt, spend);
  const { clusters, clusterOfCell } = numberClusters(grid.order, grid.starts, isCoreAt, rootOf);
  const labelAt = borderLabels(grid, eps, isCoreAt, clusterOfCell, spend);
  const labels = new Int32Array(matrix.rows);
  const isCore = new Uint8Array(matrix.rows);
  for (const [place, row] of grid.order.entries()) {
    labels[row] = labelAt[place]!;
    isCore[row] = isCoreAt[place]!;
  }
  return { clusters, labels, isCore };
}

/** Throws `too-many-customers` for more rows than DBSCAN is made for. */
export function refuseTooMany(rows: number): void {
  if (rows <= dbscanMaximumRows) return;
  throw new SegmentationError(
    'too-many-customers',
    `DBSCAN is made for up to ${dbscanMaximumRows.toLocaleString('en')} customers, and here are more: choose kmeans or ` +
      'gmm, or segment a sample.',
  );
}

/** Numbers the clusters by their first row; a cell without a core point has none and gets −1. */
function numberClusters(
  order: Uint32Array,
  starts: Uint32Array,
  isCoreAt: Uint8Array,
  rootOf: (cell: number) => number,
): { clusters: number; clusterOfCell: Int32Array } {
  const cells = starts.length - 1;
  const firstRows = new Map<number, number>();
  for (let cell = 0; cell < cells; cell++) {
    for (let place = starts[cell]!; place < starts[cell + 1]!; place++) {
      if (isCoreAt[place] === 0) continue;
      const root = rootOf(cell);
      firstRows.set(root, Math.min(order[place]!, firstRows.get(root) ?? order[place]!));
      break;
    }
  }
  const roots = [...firstRows].sort(([, a], [, b]) => a - b).map(([root]) => root);
  const numbers = new Map(roots.map((root, cluster) => [root, cluster]));
  const clusterOfCell = Int32Array.from(
    { length: cells },
    (_, cell) => numbers.get(rootOf(cell)) ?? noiseLabel,
  );
  return { clusters: roots.length, clusterOfCell };
}
