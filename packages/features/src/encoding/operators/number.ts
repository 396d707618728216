import { bend } from '../number-scale.ts';
import type { FeatureOf, Operator } from '../operator.ts';

/** A number, bent and standardised: z = (x − mean) / standard deviation of the training rows. */
export function numberOperator({ of, scale }: FeatureOf<'number'>): Operator {
  return {
    columns: [{ suffix: '', scaling: 'standardised' }],
    write(rows, out) {
      const values = rows.numbers(of);
      for (let row = 0; row < rows.rowCount; row++) out[row] = bend(values[row]!, scale);
    },
  };
}
