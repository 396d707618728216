import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MetricInputError, spearman } from '../src/index.ts';

test('is 1 − 6 Σd² / n(n² − 1) without ties, by hand', () => {
  expect(spearman([10, 20, 30, 40], [2, 1, 4, 3])).toBeCloseTo(0.6, 15);
  expect(spearman([10, 20, 30, 40], [3, 1, 4, 2])).toBeCloseTo(0, 15);
});

test('equal values share the mean of their ranks', () => {
  // Ranks 1.5 1.5 3 against 1 2 3: covariance 1.5, variances 1.5 and 2.
  expect(spearman([5, 5, 9], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(1.5 * 2), 15);
});

test('depends on nothing but the order, and changes sign with it', () => {
  const values = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(values, (list) => {
      expect(
        spearman(
          list,
          list.map((value) => value ** 3),
        ),
      ).toBeCloseTo(1, 12);
      expect(
        spearman(
          list,
          list.map((value) => -value),
        ),
      ).toBeCloseTo(-1, 12);
    }),
  );
});

test.each([
  ['unequal-lengths', [1], [1, 2]],
  ['too-few-values', [1, 1], [1, 2]],
  ['not-a-number', [1, Number.NaN], [1, 2]],
])('refuses %s', (code, left, right) => {
  expect(() => spearman(left, right)).toThrow(expect.objectContaining({ code, name: MetricInputError.name }));
});
