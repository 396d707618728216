import type { KeyLevels } from '../encoder-state.ts';
import { logOdds } from '../log-odds.ts';
import type { FeatureOf, Operator } from '../operator.ts';
import type { RowView } from '../row-view.ts';
import { quantileKnots, segmentColumns, writeSegments } from './piecewise-linear.ts';

/**
 * Log-odds of the smoothed bad rate of a chain's finest key: rate = (bad + m · parent's rate) / (rows + m),
 * from the bad rate of all rows down the chain; a level that was not kept has its parent's rate. Standardised.
 * Source: Micci-Barreca 2001, "A preprocessing scheme for high-cardinality categorical attributes".
 * A chain without a kept finest level has no columns: it could only repeat its parent.
 */
export function targetRateOperator(
  feature: FeatureOf<'target-rate'>,
  finest: KeyLevels,
  knots: readonly number[],
): Operator {
  if (finest.levels.length === 0) return { columns: [], write() {} };
  return {
    columns: [{ suffix: '', scaling: 'standardised' }, ...segmentColumns(knots)],
    write(rows, out) {
      const rates = chainedLogOdds(feature, rows);
      out.set(rates);
      writeSegments(rates, knots, out.subarray(rows.rowCount));
    },
  };
}

export function fitTargetRate(feature: FeatureOf<'target-rate'>, rows: RowView): number[] {
  return feature.knots === undefined ? [] : quantileKnots(chainedLogOdds(feature, rows), feature.knots);
}

function chainedLogOdds({ chain, smoothing }: FeatureOf<'target-rate'>, rows: RowView): Float64Array {
  const levels = chain.map((key) => rows.levels(key));
  const counts = rows.outcomes.map((outcomes) => chain.map((key) => outcomes.of(key)));
  const result = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) {
    const visible = rows.outcomesOfRow[row]!;
    let rate = rows.outcomes[visible]!.badRate;
    for (let key = 0; key < chain.length; key++) {
      const level = levels[key]![row]!;
      if (level === 0) continue;
      const count = counts[visible]![key]!;
      rate = (count.bad[level]! + smoothing * rate) / (count.rows[level]! + smoothing);
    }
    result[row] = logOdds(rate);
  }
  return result;
}
