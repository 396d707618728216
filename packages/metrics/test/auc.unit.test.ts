import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auc } from '../src/index.ts';
import { tiedRisks } from './labelled-sample-arbitrary.ts';

function shareOfPairsWon(labels: readonly number[], risks: readonly number[]): number {
  let wins = 0;
  let pairs = 0;
  for (let bad = 0; bad < labels.length; bad++) {
    for (let good = 0; good < labels.length; good++) {
      if (labels[bad] !== 1 || labels[good] !== 0) continue;
      pairs++;
      if (risks[bad]! > risks[good]!) wins += 1;
      if (risks[bad]! === risks[good]!) wins += 0.5;
    }
  }
  return wins / pairs;
}

describe('auc', () => {
  test('is the share of bad-good pairs ranked rightly: 3 of 4 by hand', () => {
    expect(auc([1, 0, 1, 0], [0.8, 0.6, 0.4, 0.2])).toBe(0.75);
  });

  test('counts a tied pair as one half: 3.5 of 4 by hand', () => {
    expect(auc([1, 1, 0, 0], [0.9, 0.5, 0.5, 0.1])).toBe(0.875);
  });

  test('is 1 when every bad is riskier than every good, 0 upside down, 0.5 when all are tied', () => {
    expect(auc([0, 1, 1, 0], [0.1, 0.8, 0.9, 0.2])).toBe(1);
    expect(auc([1, 0, 0, 1], [0.1, 0.8, 0.9, 0.2])).toBe(0);
    expect(auc([1, 0, 0, 1], [0.3, 0.3, 0.3, 0.3])).toBe(0.5);
  });

  test('equals the count over all pairs, ties included', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        expect(auc(labels, values)).toBeCloseTo(shareOfPairsWon(labels, values), 12);
      }),
    );
  });

  test('does not change under a strictly increasing transform of the risks', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const expected = auc(labels, values);
        expect(auc(labels, values.map(Math.exp))).toBe(expected);
        expect(auc(labels, values.map(Math.atan))).toBe(expected);
        expect(
          auc(
            labels,
            values.map((risk) => 3 * risk ** 3 - 5),
          ),
        ).toBe(expected);
      }),
    );
  });

  test('becomes 1 − AUC when the risks change sign, and when the classes change places', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const mirrored = 1 - auc(labels, values);
        expect(
          auc(
            labels,
            values.map((risk) => -risk),
          ),
        ).toBeCloseTo(mirrored, 12);
        expect(
          auc(
            labels.map((label) => 1 - label),
            values,
          ),
        ).toBeCloseTo(mirrored, 12);
      }),
    );
  });

  test('does not depend on the order of the rows, tied or not', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        expect(auc(labels.toReversed(), values.toReversed())).toBe(auc(labels, values));
      }),
    );
  });

  test('reads arrays, Float32Array, Float64Array and Uint8Array alike', () => {
    const labels = [1, 0, 1, 0, 0];
    const risks = [0.5, 0.25, 0.75, 0.5, 0.125];
    expect(auc(Uint8Array.from(labels), Float32Array.from(risks))).toBe(auc(labels, risks));
    expect(auc(Float64Array.from(labels), Float64Array.from(risks))).toBe(auc(labels, risks));
  });

  test('ranks infinite risks, tied with each other, beyond every finite one', () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(auc([1, 0, 1, 0], [infinity, infinity, 5, -infinity])).toBe(0.625);
  });

  test('ranks a hundred thousand rows exactly', () => {
    const risks = Float64Array.from({ length: 100_000 }, (_, row) => row);
    const labels = Uint8Array.from(risks, (risk) => (risk >= 70_000 ? 1 : 0));
    expect(auc(labels, risks)).toBe(1);
  });

  test('leaves its input as it was', () => {
    const risks = Float64Array.of(0.9, 0.1, 0.5);
    auc([1, 0, 0], risks);
    expect([...risks]).toEqual([0.9, 0.1, 0.5]);
  });
});
