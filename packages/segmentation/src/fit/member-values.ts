import type { CustomerTable } from '../customers/customer-table.ts';
import { fifthScores } from '../customers/rfm-scores.ts';

/** What is said of each member besides its segment. */
export interface MemberValues {
  readonly columns: readonly string[];
  of(row: number): number[];
}

/** The features, and for recency, frequency and monetary value the scores from 1 to 5. */
export function memberValues({ features, values }: CustomerTable): MemberValues {
  const scored = ['recency', 'frequency', 'monetary'].flatMap((name) => {
    const column = features.indexOf(name);
    return column < 0 ? [] : [{ name, scores: fifthScores(values, column, name === 'recency') }];
  });
  return {
    columns: [...features, ...scored.map(({ name }) => `${name}_score`)],
    of: (row) => [
      ...Array.from(values.values.subarray(row * values.columns, (row + 1) * values.columns), rounded),
      ...scored.map(({ scores }) => scores[row]!),
    ],
  };
}

/** Sums of cents carry errors in the twelfth place. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
