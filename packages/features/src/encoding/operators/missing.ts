import type { FeatureOf, Operator } from '../operator.ts';

/** 1 where the value is missing, else 0; standardised. */
export function missingOperator({ of }: FeatureOf<'missing'>): Operator {
  return {
    columns: [{ suffix: '', scaling: 'standardised' }],
    write(rows, out) {
      out.set(rows.missing(of));
    },
  };
}
