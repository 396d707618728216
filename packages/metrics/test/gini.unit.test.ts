import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auc, gini } from '../src/index.ts';
import { tiedRisks } from './labelled-sample-arbitrary.ts';

describe('gini', () => {
  test('is 0.5 for three of four pairs ranked rightly', () => {
    expect(gini([1, 0, 1, 0], [0.8, 0.6, 0.4, 0.2])).toBe(0.5);
  });

  test('is 2 · AUC − 1', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        expect(gini(labels, values)).toBe(2 * auc(labels, values) - 1);
      }),
    );
  });

  test('changes sign with the risks', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const mirrored = gini(
          labels,
          values.map((risk) => -risk),
        );
        expect(mirrored + gini(labels, values)).toBeCloseTo(0, 12);
      }),
    );
  });
});
