import type { Binning } from './binning.ts';
import { optimalPartition } from './optimal-partition.ts';
import type { TrainingColumn } from './training-column.ts';
import type { OutcomeCounts } from './weight-of-evidence.ts';

export interface BinningOptions {
  /** Quantile pre-bins that the bins are joined from. */
  readonly preBins: number;
  /** Bins of known values at most. */
  readonly maximumBins: number;
  /** Least share of the training rows in each bin of known values. */
  readonly minimumShare: number;
  /** Levels are sorted by (bad + m · bad rate of all) / (rows + m), so that few rows do not make an extreme. */
  readonly levelSmoothing: number;
}

/** Levels, other levels together and missing values of fewer rows are kept nowhere: they are single people. */
export const minimumBinRows = 15;

/**
 * The bins of a variable that have the greatest information value on the given training rows.
 * Numbers: quantile pre-bins, joined under the limits and the schema's direction. Levels: those of at least 15 rows
 * by bad rate, joined the same way; the others are pooled. Missing values have a bin of their own.
 *
 * @param bad 1 for bad, 0 for good, one a row of the column
 * @param rows the rows to fit on
 */
export function fitBinning(
  column: TrainingColumn,
  bad: Uint8Array,
  rows: Uint32Array,
  options: BinningOptions,
): Binning {
  const total = countOutcomes(rows, bad);
  const limits = {
    maximumBins: options.maximumBins,
    minimumRows: Math.max(minimumBinRows, options.minimumShare * rows.length),
    monotone: column.variable.monotone,
  };
  if (column.kind === 'number') {
    const preEdges = quantileEdges(column.values, rows, options.preBins);
    const counts = numberCounts(column.values, preEdges, bad, rows);
    const [, ...starts] = optimalPartition(counts, total, limits);
    return { kind: 'number', edges: starts.map((start) => preEdges[start - 1]!) };
  }
  const preBins = levelPreBins(column, bad, rows, options);
  const starts = optimalPartition(preBins, total, { ...limits, monotone: undefined });
  const groups = starts.map((start, index) =>
    preBins
      .slice(start, starts[index + 1] ?? preBins.length)
      .flatMap(({ levels }) => levels)
      .sort(),
  );
  return { kind: 'levels', groups };
}

function countOutcomes(rows: Uint32Array, bad: Uint8Array): OutcomeCounts {
  let bads = 0;
  for (const row of rows) bads += bad[row]!;
  return { good: rows.length - bads, bad: bads };
}

/** Ascending values that cut the known ones into shares as equal as ties allow. */
function quantileEdges(values: Float64Array, rows: Uint32Array, count: number): number[] {
  const known = new Float64Array(rows.length);
  let knownCount = 0;
  for (const row of rows) if (!Number.isNaN(values[row]!)) known[knownCount++] = values[row]!;
  known.subarray(0, knownCount).sort();
  const edges = Array.from(
    { length: count - 1 },
    (_, index) => known[Math.floor(((index + 1) * knownCount) / count)],
  );
  return [...new Set(edges)].filter((edge) => edge !== undefined && edge > known[0]!).map(Number);
}

function numberCounts(
  values: Float64Array,
  edges: readonly number[],
  bad: Uint8Array,
  rows: Uint32Array,
): OutcomeCounts[] {
  const counts = Array.from({ length: edges.length + 1 }, () => ({ good: 0, bad: 0 }));
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value >= edges[middle]!) low = middle + 1;
      else high = middle;
    }
    counts[low]![bad[row] === 1 ? 'bad' : 'good'] += 1;
  }
  return counts;
}

interface LevelCounts extends OutcomeCounts {
  readonly levels: readonly string[];
}

/** The kept levels by smoothed bad rate, joined until each pre-bin has its share of the rows. */
function levelPreBins(
  { levels, levelOfRow }: Extract<TrainingColumn, { kind: 'levels' }>,
  bad: Uint8Array,
  rows: Uint32Array,
  { preBins, levelSmoothing }: BinningOptions,
): LevelCounts[] {
  const total = countOutcomes(rows, bad);
  const badRate = total.bad / rows.length;
  const good = new Uint32Array(levels.length);
  const badOf = new Uint32Array(levels.length);
  for (const row of rows) (bad[row] === 1 ? badOf : good)[levelOfRow[row]!]! += 1;
  const kept = levels
    .map((level, index) => ({ level, good: good[index]!, bad: badOf[index]! }))
    .filter((one) => one.level !== '' && one.good + one.bad >= minimumBinRows)
    .map((one) => ({
      ...one,
      rate: (one.bad + levelSmoothing * badRate) / (one.good + one.bad + levelSmoothing),
    }))
    .sort((a, b) => a.rate - b.rate || (a.level < b.level ? -1 : 1));
  const rowsWanted = kept.reduce((sum, one) => sum + one.good + one.bad, 0) / preBins;
  const joined: { levels: string[]; good: number; bad: number }[] = [];
  for (const one of kept) {
    const last = joined.at(-1);
    if (last && last.good + last.bad < rowsWanted) {
      last.levels.push(one.level);
      last.good += one.good;
      last.bad += one.bad;
    } else joined.push({ levels: [one.level], good: one.good, bad: one.bad });
  }
  return joined;
}
