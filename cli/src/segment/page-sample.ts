import { seededRandom, shuffledRows } from '@bora/random';
import type { CustomerTable } from '@bora/segmentation';

const most = 1_200;

/** Customers enough to see the shape of the segments, the same for the same file. */
export function pageSample({ values }: CustomerTable, labels: Int32Array) {
  const rows = shuffledRows(values.rows, seededRandom(1, 0)).subarray(0, most);
  return Array.from(rows, (row) => ({
    cluster: labels[row]!,
    values: [...values.values.subarray(row * values.columns, (row + 1) * values.columns)],
  }));
}
