import { bend } from '../number-scale.ts';
import type { FeatureOf, Operator } from '../operator.ts';

/** numerator / (denominator + denominatorPlus), bent and standardised; a division by zero is missing. */
export function ratioOperator(feature: FeatureOf<'ratio'>): Operator {
  return {
    columns: [{ suffix: '', scaling: 'standardised' }],
    write(rows, out) {
      const numerators = rows.numbers(feature.numerator);
      const denominators = rows.numbers(feature.denominator);
      for (let row = 0; row < rows.rowCount; row++) {
        const denominator = denominators[row]! + feature.denominatorPlus;
        out[row] = denominator === 0 ? Number.NaN : bend(numerators[row]! / denominator, feature.scale);
      }
    },
  };
}
