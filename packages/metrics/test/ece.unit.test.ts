import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eceEqualFrequency, eceEqualWidth } from '../src/index.ts';
import { anyPds } from './labelled-sample-arbitrary.ts';

describe('eceEqualFrequency', () => {
  test('is the mean |PD − label| of ten rows, each its own bin', () => {
    const pds = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
    expect(eceEqualFrequency([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], pds)).toBeCloseTo(0.25, 15);
  });

  test('averages a bin before it takes the difference: twenty rows in pairs, by hand', () => {
    const pairs = Array.from({ length: 10 }, (_, pair) => (pair + 0.5) / 10);
    const pds = pairs.flatMap((pd) => [pd, pd]);
    const labels = pairs.flatMap(() => [0, 1]);
    expect(eceEqualFrequency(labels, pds)).toBeCloseTo(0.25, 12);
  });

  test('parts equal PDs in the order of the rows', () => {
    const pds = new Float64Array(20).fill(0.5);
    const alternating = Float64Array.from({ length: 20 }, (_, row) => row % 2);
    const goodsFirst = alternating.toSorted();
    expect(eceEqualFrequency(alternating, pds)).toBe(0);
    expect(eceEqualFrequency(goodsFirst, pds)).toBe(0.5);
  });
});

describe('eceEqualWidth', () => {
  test('weighs the gap of each tenth by its rows: by hand', () => {
    const labels = [0, 0, 1, 1, 0];
    const pds = [0.12, 0.18, 0.62, 0.64, 0.66];
    expect(eceEqualWidth(labels, pds)).toBeCloseTo((2 * 0.15 + 3 * Math.abs(0.64 - 2 / 3)) / 5, 12);
  });

  test('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(anyPds(), ({ labels, values }) => {
        const reversed = eceEqualWidth(labels.toReversed(), values.toReversed());
        expect(reversed).toBeCloseTo(eceEqualWidth(labels, values), 12);
      }),
    );
  });
});

describe('both forms of ece', () => {
  test('are 0 for certainty that proves right and 1 for certainty that proves wrong', () => {
    for (const ece of [eceEqualFrequency, eceEqualWidth]) {
      expect(ece([1, 0, 1], [1, 0, 1])).toBe(0);
      expect(ece([1, 1, 1], [0, 0, 0])).toBe(1);
    }
  });

  test('lie between |mean PD − bad rate| and 1', () => {
    fc.assert(
      fc.property(anyPds(), ({ labels, values }) => {
        const gap = Math.abs(values.reduce((sum, pd, row) => sum + pd - labels[row]!, 0) / labels.length);
        for (const ece of [eceEqualFrequency, eceEqualWidth]) {
          expect(ece(labels, values)).toBeGreaterThanOrEqual(gap - 1e-12);
          expect(ece(labels, values)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
