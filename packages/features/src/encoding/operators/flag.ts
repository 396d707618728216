import { normaliseText } from '../key-text.ts';
import type { FeatureOf, Operator } from '../operator.ts';

/** 1 for a yes code, 0 for anything else; standardised. */
export function flagOperator({ of }: FeatureOf<'flag'>, yesCodes: readonly string[]): Operator {
  const yes = new Set(yesCodes.map(normaliseText));
  return {
    columns: [{ suffix: '', scaling: 'standardised' }],
    write(rows, out) {
      const texts = rows.partTexts(of);
      for (let row = 0; row < rows.rowCount; row++) out[row] = yes.has(texts[row]!) ? 1 : 0;
    },
  };
}
