import { bend } from '../number-scale.ts';
import type { FeatureOf, Operator } from '../operator.ts';

/** Sum of numbers, a missing one counting as zero; bent and standardised. */
export function sumOperator({ of, scale }: FeatureOf<'sum'>): Operator {
  return {
    columns: [{ suffix: '', scaling: 'standardised' }],
    write(rows, out) {
      out.fill(0, 0, rows.rowCount);
      for (const name of of) {
        const values = rows.numbers(name);
        for (let row = 0; row < rows.rowCount; row++) out[row]! += values[row]! || 0;
      }
      for (let row = 0; row < rows.rowCount; row++) out[row] = bend(out[row]!, scale);
    },
  };
}
