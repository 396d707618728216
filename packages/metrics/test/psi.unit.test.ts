import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { psi } from '../src/index.ts';

const counts = fc.integer({ min: 0, max: 5000 });
const twoPopulations = fc
  .array(fc.tuple(counts, counts), { minLength: 1, maxLength: 12 })
  .filter((bins) => bins.some(([expected]) => expected > 0) && bins.some(([, actual]) => actual > 0))
  .map((bins) => ({ expected: bins.map(([count]) => count), actual: bins.map(([, count]) => count) }));

describe('psi', () => {
  test('is Σ (a − e) · ln(a / e) with 0.0001 added to both shares: by hand', () => {
    expect(psi([50, 50], [90, 10])).toBeCloseTo(0.4 * Math.log(0.9001 / 0.1001), 14);
    expect(psi([50, 50], [90, 10])).toBeCloseTo(0.8789, 2);
  });

  test('stays finite where a bin is empty on one side: 18.4 when everybody moves', () => {
    expect(psi([100, 0], [0, 100])).toBeCloseTo(2 * Math.log(1.0001 / 0.0001), 12);
    expect(psi([100, 0], [50, 50])).toBeCloseTo(0.5 * Math.log((1.0001 / 0.5001) * (0.5001 / 0.0001)), 12);
  });

  test('is 0 for the same shares, whatever the size of the populations, also with empty bins', () => {
    expect(psi([10, 90, 0], [1000, 9000, 0])).toBe(0);
    expect(psi([0.125, 0.875], [1, 7])).toBe(0);
  });

  test('is never negative and does not depend on which population comes first', () => {
    fc.assert(
      fc.property(twoPopulations, ({ expected, actual }) => {
        expect(psi(expected, actual)).toBeGreaterThanOrEqual(0);
        expect(psi(actual, expected)).toBeCloseTo(psi(expected, actual), 12);
      }),
    );
  });

  test('does not depend on the order of the bins', () => {
    fc.assert(
      fc.property(twoPopulations, ({ expected, actual }) => {
        expect(psi(expected.toReversed(), actual.toReversed())).toBeCloseTo(psi(expected, actual), 12);
      }),
    );
  });

  test.each([
    { expected: [1, 2], actual: [1], code: 'unequal-lengths' },
    { expected: [], actual: [], code: 'empty' },
    { expected: [0, 0], actual: [1, 2], code: 'empty' },
    { expected: [1, 2], actual: [0, 0], code: 'empty' },
    { expected: [1, Number.NaN], actual: [1, 2], code: 'not-a-number' },
    { expected: [1, 2], actual: [Number.NaN, 2], code: 'not-a-number' },
    { expected: [1, -2], actual: [1, 2], code: 'out-of-range' },
    { expected: [1, 2], actual: [1, Number.POSITIVE_INFINITY], code: 'out-of-range' },
  ])('refuses $expected against $actual as $code', ({ expected, actual, code }) => {
    expect(() => psi(expected, actual)).toThrow(expect.objectContaining({ name: 'MetricInputError', code }));
  });
});
