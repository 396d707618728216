import type { Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';

export interface ClusterShapes {
  /** The labels that occur, ascending, noise left out. */
  readonly labels: readonly number[];
  /** Rows of each of them. */
  readonly sizes: readonly number[];
  /** Mean of each of them. */
  readonly means: readonly Float64Array[];
  /** Rows that are not noise. */
  readonly rows: number;
}

/**
 * Sizes and means of the clusters of a labelling; noise (a label below 0) takes no part.
 * @throws SegmentationError `one-segment` where fewer than `least` clusters occur.
 */
export function clusterShapes(matrix: Matrix, labels: Int32Array, least: number): ClusterShapes {
  if (labels.length !== matrix.rows) throw new RangeError('there is another number of labels than of rows');
  const sizes = new Map<number, number>();
  for (const label of labels) if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  if (sizes.size < least) {
    throw new SegmentationError('one-segment', `${least} segments are needed to compare, not ${sizes.size}.`);
  }
  const known = [...sizes.keys()].sort((a, b) => a - b);
  const place = new Map(known.map((label, index) => [label, index]));
  const means = known.map(() => new Float64Array(matrix.columns));
  for (let row = 0; row < matrix.rows; row++) {
    const mean = means[place.get(labels[row]!) ?? -1];
    if (!mean) continue;
    for (let column = 0; column < matrix.columns; column++)
      mean[column]! += matrix.values[row * matrix.columns + column]!;
  }
  for (const [index, label] of known.entries()) {
    const mean = means[index]!;
    for (let column = 0; column < mean.length; column++) mean[column]! /= sizes.get(label)!;
  }
  const ordered = known.map((label) => sizes.get(label)!);
  return { labels: known, sizes: ordered, means, rows: ordered.reduce((sum, size) => sum + size, 0) };
}

/** Squared distance of a row from a point. */
export function squaredDistance(matrix: Matrix, row: number, point: Float64Array): number {
  let distance = 0;
  for (let column = 0; column < matrix.columns; column++)
    distance += (matrix.values[row * matrix.columns + column]! - point[column]!) ** 2;
  return distance;
}
