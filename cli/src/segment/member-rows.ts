import type { SegmentationSummary } from '@bora/contracts';
import { csvField, safeCsvField } from '@bora/features';
import { type CustomerTable, fifthScores } from '@bora/segmentation';

const rowsPerPiece = 1_000;

/**
 * The customers as CSV, in pieces: customer, segment, cluster, the features, and for recency, frequency and monetary
 * value the scores from 1 to 5.
 */
export function* memberRows(
  { ids, features, values }: CustomerTable,
  labels: Int32Array,
  { segments }: SegmentationSummary,
): Generator<string> {
  const names = new Map(segments.map(({ cluster, name }) => [cluster, csvField(name)]));
  const scored = ['recency', 'frequency', 'monetary'].flatMap((name) => {
    const column = features.indexOf(name);
    return column < 0 ? [] : [{ name, scores: fifthScores(values, column, name === 'recency') }];
  });
  yield `${['customer', 'segment', 'cluster', ...features, ...scored.map(({ name }) => `${name}_score`)].join(',')}\n`;
  let piece = '';
  for (const [row, id] of ids.entries()) {
    const cells = [
      safeCsvField(id),
      names.get(labels[row]!)!,
      labels[row]!,
      ...Array.from(values.values.subarray(row * values.columns, (row + 1) * values.columns), rounded),
      ...scored.map(({ scores }) => scores[row]!),
    ];
    piece += `${cells.join(',')}\n`;
    if ((row + 1) % rowsPerPiece !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Sums of cents carry errors in the twelfth place. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
