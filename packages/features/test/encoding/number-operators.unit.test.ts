import type { DerivedFeature, NumberScale } from '@bora/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bend } from '../../src/encoding/number-scale.ts';
import { quantileKnots, writeSegments } from '../../src/encoding/operators/piecewise-linear.ts';
import { rawColumns } from './farms.ts';

const acres = (...values: string[]) => ({ farms: values.map((value) => ({ acres: value })) });

describe('a number', () => {
  const column = (scale: NumberScale, ...values: string[]) =>
    rawColumns({ name: 'n', speaksFor: 'acres', kind: 'number', of: 'acres', scale }, acres(...values))[0];

  test('is bent by its scale, and stays missing where it is missing', () => {
    expect(column('identity', '3', '-2.5', '')).toEqual([3, -2.5, Number.NaN]);
    expect(column('sqrt', '9', '0', '')).toEqual([3, 0, Number.NaN]);
    expect(column('log1p', '0', String(Math.E - 1))).toEqual([0, 1]);
  });

  test('is bent evenly on both sides of zero and never to infinity', () => {
    expect(bend(-9, 'sqrt')).toBe(-3);
    const scale = fc.constantFrom<NumberScale>('identity', 'log1p', 'sqrt');
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(number, scale, (x, s) => Number.isFinite(bend(x, s)) && bend(-x, s) + bend(x, s) === 0),
    );
  });
});

test('a ratio divides by the denominator plus its constant; a division by zero is missing', () => {
  const feature: DerivedFeature = {
    name: 'r',
    speaksFor: 'cows',
    kind: 'ratio',
    numerator: 'cows',
    denominator: 'acres',
    denominatorPlus: 1,
    scale: 'identity',
  };
  const farms = [{ cows: '6', acres: '2' }, { cows: '6', acres: '-1' }, { cows: '6' }, { acres: '2' }];
  expect(rawColumns(feature, { farms })).toEqual([[2, Number.NaN, Number.NaN, Number.NaN]]);
});

test('a sum counts a missing number as zero', () => {
  const farms = [{ cows: '6', acres: '2' }, { cows: '6' }, {}];
  const feature: DerivedFeature = {
    name: 's',
    speaksFor: 'cows',
    kind: 'sum',
    of: ['cows', 'acres'],
    scale: 'identity',
  };
  expect(rawColumns(feature, { farms })).toEqual([[8, 6, 0]]);
});

test('roundness tells whole multiples, one column for each', () => {
  const feature: DerivedFeature = {
    name: 'r',
    speaksFor: 'acres',
    kind: 'roundness',
    of: 'acres',
    multiples: [10, 2.5],
  };
  expect(rawColumns(feature, acres('350', '345', '12.5', '7', '0', ''))).toEqual([
    [1, 0, 0, 0, 1, Number.NaN],
    [1, 1, 1, 0, 1, Number.NaN],
  ]);
});

describe('a piecewise-linear encoding', () => {
  const feature: DerivedFeature = {
    name: 'p',
    speaksFor: 'acres',
    kind: 'piecewise-linear',
    of: 'acres',
    scale: 'identity',
    knots: 3,
  };

  test('fills its segments from the left and holds both ends', () => {
    const training = acres('0', '10', '40');
    const farms = acres('5', '25', '-3', '99', '').farms;
    expect(rawColumns(feature, training, farms)).toEqual([
      [0.5, 1, 0, 1, Number.NaN],
      [0, 0.5, 0, 1, Number.NaN],
    ]);
  });

  test('has its knots at quantiles, interpolated, without repeats', () => {
    expect(quantileKnots(Float64Array.of(4, 0, Number.NaN, 1, 3), 3)).toEqual([0, 2, 4]);
    expect(quantileKnots(Float64Array.of(7, 7, 7, 8), 3)).toEqual([7, 8]);
    expect(quantileKnots(Float64Array.of(7), 5)).toEqual([7]);
    expect(quantileKnots(Float64Array.of(Number.NaN), 5)).toEqual([]);
  });

  test('keeps the order of numbers: the sum of the segments never falls', () => {
    const numbers = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 9 }), (values, count) => {
        const sorted = Float64Array.from(values).sort();
        const knots = quantileKnots(sorted, count);
        const out = new Float64Array((knots.length - 1) * sorted.length);
        writeSegments(sorted, knots, out);
        const sums = sorted.map((_, row) =>
          out.reduce((sum, v, at) => (at % sorted.length === row ? sum + v : sum), 0),
        );
        return sums.every((sum, row) => row === 0 || sum >= sums[row - 1]! - 1e-9);
      }),
    );
  });
});
