import { bend } from '../number-scale.ts';
import type { FeatureOf, Operator, OperatorColumn } from '../operator.ts';
import type { RowView } from '../row-view.ts';

/**
 * A number between knots b₀ < b₁ < …: column j = (x − bⱼ) / (bⱼ₊₁ − bⱼ), held within 0 and 1; centred.
 * Source: Gorishniy, Rubachev and Babenko 2022, arXiv 2203.05556, with both ends held.
 */
export function piecewiseLinearOperator(
  feature: FeatureOf<'piecewise-linear'>,
  knots: readonly number[],
): Operator {
  return {
    columns: segmentColumns(knots),
    write: (rows, out) => writeSegments(bentNumbers(feature, rows), knots, out),
  };
}

export function fitPiecewiseLinear(feature: FeatureOf<'piecewise-linear'>, rows: RowView): number[] {
  return quantileKnots(bentNumbers(feature, rows), feature.knots);
}

/** Quantiles 0, 1/(n−1), …, 1 of the values that are not missing, interpolated, without repeats. */
export function quantileKnots(values: Float64Array, count: number): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [];
  const knots = Array.from({ length: count }, (_, index) => {
    const position = (index * (sorted.length - 1)) / (count - 1);
    const below = sorted[Math.floor(position)]!;
    const above = sorted[Math.ceil(position)]!;
    return below + (above - below) * (position - Math.floor(position)) + 0;
  });
  return knots.filter((knot, index) => index === 0 || knot > knots[index - 1]!);
}

export function segmentColumns(knots: readonly number[]): OperatorColumn[] {
  return knots.slice(1).map((_, index) => ({ suffix: `segment-${index + 1}`, scaling: 'centred' }));
}

/** Writes one column for each pair of neighbouring knots; NaN stays NaN in all of them. */
export function writeSegments(values: Float64Array, knots: readonly number[], out: Float64Array): void {
  for (let segment = 0; segment + 1 < knots.length; segment++) {
    const start = knots[segment]!;
    const length = knots[segment + 1]! - start;
    const offset = segment * values.length;
    for (let row = 0; row < values.length; row++) {
      const share = (values[row]! - start) / length;
      out[offset + row] = Math.min(Math.max(share, 0), 1);
    }
  }
}

function bentNumbers({ of, scale }: FeatureOf<'piecewise-linear'>, rows: RowView): Float64Array {
  return rows.numbers(of).map((value) => bend(value, scale));
}
