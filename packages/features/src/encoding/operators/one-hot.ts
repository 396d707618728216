import type { KeyLevels } from '../encoder-state.ts';
import { renumberLevels } from '../key-levels.ts';
import { partSeparator } from '../key-text.ts';
import type { FeatureOf, Operator } from '../operator.ts';

/** One 0/1 column for each level of enough training rows; a row of another level is 0 in all. */
export function oneHotOperator({ of, minimumRows }: FeatureOf<'one-hot'>, levels: KeyLevels): Operator {
  const { kept, renumbered } = renumberLevels(levels, minimumRows);
  return {
    columns: kept.map((level) => ({ suffix: suffixOf(level), scaling: 'as-is' })),
    write(rows, out) {
      out.fill(0, 0, kept.length * rows.rowCount);
      const levelOf = rows.levels(of);
      for (let row = 0; row < rows.rowCount; row++) {
        const column = renumbered[levelOf[row]!]! - 1;
        if (column >= 0) out[column * rows.rowCount + row] = 1;
      }
    },
  };
}

function suffixOf(level: string): string {
  const parts = level.split(partSeparator);
  return parts.map((text) => (text === '' ? 'missing' : text)).join('|');
}
