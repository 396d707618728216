import type { FeatureOf, Operator } from '../operator.ts';

/** 1 where two keys hold the same normalised texts, 0 where they differ, missing where one lacks a part. */
export function sameValueOperator({ left, right }: FeatureOf<'same-value'>): Operator {
  return {
    columns: [{ suffix: '', scaling: 'standardised' }],
    write(rows, out) {
      out.fill(1, 0, rows.rowCount);
      left.forEach((part, index) => {
        const texts = rows.partTexts(part);
        const others = rows.partTexts(right[index]!);
        for (let row = 0; row < rows.rowCount; row++) {
          if (texts[row] === '' || others[row] === '') out[row] = Number.NaN;
          else if (texts[row] !== others[row]) out[row]! *= 0;
        }
      });
    },
  };
}
