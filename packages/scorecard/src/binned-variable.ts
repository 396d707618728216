import type { Binning } from './binning.ts';
import { binCount } from './binning.ts';
import { informationValue } from './information-value.ts';
import { type BinningOptions, fitBinning, minimumBinRows } from './optimal-binning.ts';
import { binsOfRows, type TrainingColumn } from './training-column.ts';
import { type OutcomeCounts, weightOfEvidence } from './weight-of-evidence.ts';

/** A variable with its bins and what the rows they were fitted on say of each. */
export interface BinnedVariable {
  readonly column: TrainingColumn;
  readonly binning: Binning;
  /** One a bin; zeros where there were fewer than 15 rows. */
  readonly counts: readonly OutcomeCounts[];
  /** Weight of evidence of each bin; 0, the average, where nothing is known of it. */
  readonly weights: Float64Array;
  readonly informationValue: number;
}

/** Bins a variable on the given rows. */
export function binVariable(
  column: TrainingColumn,
  bad: Uint8Array,
  rows: Uint32Array,
  options: BinningOptions,
): BinnedVariable {
  const binning = fitBinning(column, bad, rows, options);
  const bins = binsOfRows(binning, column, rows);
  const counted = Array.from({ length: binCount(binning) }, () => ({ good: 0, bad: 0 }));
  const total = { good: 0, bad: 0 };
  for (let place = 0; place < rows.length; place++) {
    const outcome = bad[rows[place]!] === 1 ? 'bad' : 'good';
    counted[bins[place]!]![outcome] += 1;
    total[outcome] += 1;
  }
  const counts = counted.map((bin) => (bin.good + bin.bad >= minimumBinRows ? bin : { good: 0, bad: 0 }));
  const weights = Float64Array.from(counts, (bin) =>
    bin.good + bin.bad === 0 ? 0 : weightOfEvidence(bin, total),
  );
  return { column, binning, counts, weights, informationValue: informationValue(counts, total) };
}

/** Weight of evidence of each of the given rows. */
export function weightsOfRows(
  { binning, weights }: BinnedVariable,
  column: TrainingColumn,
  rows: Uint32Array,
): Float64Array {
  const bins = binsOfRows(binning, column, rows);
  const ofRows = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) ofRows[place] = weights[bins[place]!]!;
  return ofRows;
}
