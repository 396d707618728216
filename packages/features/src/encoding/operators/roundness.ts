import type { FeatureOf, Operator } from '../operator.ts';

/** One column for each multiple: 1 where the number is a whole multiple of it, else 0; standardised. */
export function roundnessOperator({ of, multiples }: FeatureOf<'roundness'>): Operator {
  return {
    columns: multiples.map((multiple) => ({ suffix: String(multiple), scaling: 'standardised' })),
    write(rows, out) {
      const values = rows.numbers(of);
      multiples.forEach((multiple, column) => {
        const offset = column * rows.rowCount;
        for (let row = 0; row < rows.rowCount; row++) {
          const value = values[row]!;
          out[offset + row] = Number.isNaN(value) ? Number.NaN : value % multiple === 0 ? 1 : 0;
        }
      });
    },
  };
}
