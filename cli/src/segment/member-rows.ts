import type { SegmentationSummary } from '@bora/contracts';
import { csvField, safeCsvField } from '@bora/features';
import { type CustomerTable, memberValues } from '@bora/segmentation';

const rowsPerPiece = 1_000;

/**
 * The customers as CSV, in pieces: customer, segment, cluster, the features, and for recency, frequency and monetary
 * value the scores from 1 to 5.
 */
export function* memberRows(
  table: CustomerTable,
  labels: Int32Array,
  { segments }: SegmentationSummary,
): Generator<string> {
  const names = new Map(segments.map(({ cluster, name }) => [cluster, csvField(name)]));
  const values = memberValues(table);
  yield `${['customer', 'segment', 'cluster', ...values.columns].join(',')}\n`;
  let piece = '';
  for (const [row, id] of table.ids.entries()) {
    const cells = [safeCsvField(id), names.get(labels[row]!)!, labels[row]!, ...values.of(row)];
    piece += `${cells.join(',')}\n`;
    if ((row + 1) % rowsPerPiece !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
