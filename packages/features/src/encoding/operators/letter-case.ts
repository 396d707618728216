import type { FeatureOf, Operator } from '../operator.ts';

const suffixes = ['capitals', 'small', 'mixed'] as const;

/** Three 0/1 columns: typed in capitals, in small letters, mixed; all 0 for a text without letters. */
export function letterCaseOperator({ of }: FeatureOf<'letter-case'>): Operator {
  return {
    columns: suffixes.map((suffix) => ({ suffix, scaling: 'as-is' })),
    write(rows, out) {
      out.fill(0, 0, suffixes.length * rows.rowCount);
      const texts = rows.texts(of);
      for (let row = 0; row < rows.rowCount; row++) {
        const column = letterCase(texts[row]!);
        if (column >= 0) out[column * rows.rowCount + row] = 1;
      }
    },
  };
}

function letterCase(text: string): number {
  const isCapitals = text === text.toUpperCase();
  const isSmall = text === text.toLowerCase();
  if (isCapitals && isSmall) return -1;
  return isCapitals ? 0 : isSmall ? 1 : 2;
}
