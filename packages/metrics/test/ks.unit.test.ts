import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gini, ks } from '../src/index.ts';
import { tiedRisks } from './labelled-sample-arbitrary.ts';

function shareAtOrBelow(
  wanted: number,
  labels: readonly number[],
  risks: readonly number[],
  cut: number,
): number {
  const ofClass = risks.filter((_, row) => labels[row] === wanted);
  return ofClass.filter((risk) => risk <= cut).length / ofClass.length;
}

describe('ks', () => {
  test('is the largest gap between the two cumulative shares: 2/3 by hand', () => {
    expect(ks([1, 1, 0, 1, 0], [0.9, 0.8, 0.7, 0.6, 0.1])).toBeCloseTo(2 / 3, 15);
  });

  test('measures between groups of equal risk, never inside one', () => {
    expect(ks([1, 1, 0, 0], [0.5, 0.5, 0.5, 0.5])).toBe(0);
    expect(ks([1, 1, 0, 0], [0.9, 0.5, 0.5, 0.5])).toBe(0.5);
  });

  test('is 1 for a perfect ranking and for one upside down', () => {
    expect(ks([1, 1, 0, 0], [0.9, 0.8, 0.2, 0.1])).toBe(1);
    expect(ks([0, 0, 1, 1], [0.9, 0.8, 0.2, 0.1])).toBe(1);
  });

  test('equals the distance between the two empirical distributions', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const gaps = values.map((cut) =>
          Math.abs(shareAtOrBelow(1, labels, values, cut) - shareAtOrBelow(0, labels, values, cut)),
        );
        expect(ks(labels, values)).toBeCloseTo(Math.max(...gaps), 12);
      }),
    );
  });

  test('does not change under increasing transforms, nor when the risks change sign', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const expected = ks(labels, values);
        expect(ks(labels, values.map(Math.exp))).toBe(expected);
        expect(
          ks(
            labels,
            values.map((risk) => -risk),
          ),
        ).toBeCloseTo(expected, 12);
      }),
    );
  });

  test('bounds the Gini: |Gini| ≤ 1 − (1 − KS)²', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const bound = 1 - (1 - ks(labels, values)) ** 2;
        expect(Math.abs(gini(labels, values))).toBeLessThanOrEqual(bound + 1e-12);
      }),
    );
  });
});
