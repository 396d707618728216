import type { KeyLevels } from '../encoder-state.ts';
import type { FeatureOf, Operator } from '../operator.ts';

/** ln(1 + training rows that share the key); a level that was not kept counts as none. Standardised. */
export function frequencyOperator({ of }: FeatureOf<'frequency'>, levels: KeyLevels): Operator {
  const logarithms = Float64Array.of(0, ...levels.rows.map((rows) => Math.log1p(rows)));
  return {
    columns: [{ suffix: '', scaling: 'standardised' }],
    write(rows, out) {
      const levelOf = rows.levels(of);
      for (let row = 0; row < rows.rowCount; row++) out[row] = logarithms[levelOf[row]!]!;
    },
  };
}
