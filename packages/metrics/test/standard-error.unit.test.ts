import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanWithStandardError } from '../src/index.ts';

describe('meanWithStandardError', () => {
  test('divides the squares by n − 1 and the deviation by √n: by hand', () => {
    expect(meanWithStandardError([1, 3])).toEqual({ mean: 2, standardError: 1 });
    const { mean, standardError } = meanWithStandardError(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9));
    expect(mean).toBe(5);
    expect(standardError).toBeCloseTo(Math.sqrt(32 / 7 / 8), 15);
  });

  test('has no error where all folds agree', () => {
    expect(meanWithStandardError([0.5, 0.5, 0.5])).toEqual({ mean: 0.5, standardError: 0 });
  });

  test('moves with a shift of the values and grows with their scale', () => {
    const folds = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(folds, (values) => {
        const plain = meanWithStandardError(values);
        const changed = meanWithStandardError(values.map((value) => 5 - 3 * value));
        expect(changed.mean).toBeCloseTo(5 - 3 * plain.mean, 10);
        expect(changed.standardError).toBeCloseTo(3 * plain.standardError, 10);
      }),
    );
  });

  test.each([
    { values: [], code: 'empty' },
    { values: [0.66], code: 'too-few-values' },
    { values: [0.66, Number.NaN], code: 'not-a-number' },
    { values: [0.66, Number.NEGATIVE_INFINITY], code: 'out-of-range' },
  ])('refuses $values as $code', ({ values, code }) => {
    expect(() => meanWithStandardError(values)).toThrow(
      expect.objectContaining({ name: 'MetricInputError', code }),
    );
  });
});
