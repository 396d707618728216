import type { Monotone } from '@bora/contracts';
import { informationValuePart } from './information-value.ts';
import { type OutcomeCounts, weightOfEvidence } from './weight-of-evidence.ts';

export interface PartitionLimits {
  readonly maximumBins: number;
  /** Every bin has at least so many rows, unless there is only one. */
  readonly minimumRows: number;
  /** Direction of the bad rate from bin to bin; any where absent. */
  readonly monotone?: Monotone | undefined;
}

/**
 * Joins neighbouring pre-bins into the bins of the greatest information value, exactly, by dynamic programming over
 * the first and last pre-bin of the last bin; of equal partitions the one of fewer bins.
 * Bad rates are compared by weight of evidence, so that points are monotone where bad rates were asked to be.
 * Cost: maximumBins · preBins³ / 6.
 *
 * @param preBins counts in the order of the variable
 * @param total counts of all rows, also of those in no pre-bin
 * @returns index of the first pre-bin of each bin, ascending from 0; none for no pre-bins
 */
export function optimalPartition(
  preBins: readonly OutcomeCounts[],
  total: OutcomeCounts,
  { maximumBins, minimumRows, monotone }: PartitionLimits,
): number[] {
  const count = preBins.length;
  if (count === 0) return [];
  const { value, weight } = mergedBins(preBins, total, minimumRows);
  const follows = (previous: number, next: number): boolean =>
    monotone === undefined ||
    (monotone === 'rising' ? weight[next]! <= weight[previous]! : weight[next]! >= weight[previous]!);

  /** `values[bins - 1][first * count + last]`: best value of so many bins of which the last is first..last. */
  const values = [value.map((one, cell) => (cell < count ? one : -Infinity))];
  /** First pre-bin of the bin before, of the same cells. */
  const previousFirst = [new Int32Array(count * count)];
  for (let bins = 2; bins <= Math.min(maximumBins, count); bins++) {
    const before = values.at(-1)!;
    const now = new Float64Array(count * count).fill(-Infinity);
    const from = new Int32Array(count * count);
    for (let first = bins - 1; first < count; first++) {
      for (let last = first; last < count; last++) {
        const cell = first * count + last;
        if (value[cell] === -Infinity) continue;
        for (let previous = bins - 2; previous < first; previous++) {
          const previousCell = previous * count + first - 1;
          const sum = before[previousCell]! + value[cell]!;
          if (sum > now[cell]! && follows(previousCell, cell)) {
            now[cell] = sum;
            from[cell] = previous;
          }
        }
      }
    }
    values.push(now);
    previousFirst.push(from);
  }
  return tracedBack(values, previousFirst, count);
}

/** Value and weight of every bin that joins neighbours; a bin of too few rows has the value −∞. */
function mergedBins(
  preBins: readonly OutcomeCounts[],
  total: OutcomeCounts,
  minimumRows: number,
): { value: Float64Array; weight: Float64Array } {
  const count = preBins.length;
  const value = new Float64Array(count * count).fill(-Infinity);
  const weight = new Float64Array(count * count);
  for (let first = 0; first < count; first++) {
    let good = 0;
    let bad = 0;
    for (let last = first; last < count; last++) {
      good += preBins[last]!.good;
      bad += preBins[last]!.bad;
      if (good + bad < minimumRows) continue;
      value[first * count + last] = informationValuePart({ good, bad }, total);
      weight[first * count + last] = weightOfEvidence({ good, bad }, total);
    }
  }
  return { value, weight };
}

/** First pre-bins of the best of all partitions; one bin where none is allowed. */
function tracedBack(
  values: readonly Float64Array[],
  previousFirst: readonly Int32Array[],
  count: number,
): number[] {
  let best = { value: -Infinity, bins: 1, first: 0 };
  for (const [index, ofBins] of values.entries()) {
    for (let first = 0; first < count; first++) {
      const value = ofBins[first * count + count - 1]!;
      if (value > best.value) best = { value, bins: index + 1, first };
    }
  }
  const starts = [best.first];
  let last = count - 1;
  for (let bins = best.bins; bins > 1; bins--) {
    const first = starts[0]!;
    starts.unshift(previousFirst[bins - 1]![first * count + last]!);
    last = first - 1;
  }
  return starts;
}
