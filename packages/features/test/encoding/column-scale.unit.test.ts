import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipAt, fitColumnScale, writeScaled } from '../../src/encoding/column-scale.ts';
import type { ColumnScale } from '../../src/encoding/encoder-state.ts';

function scaled(values: number[], scale: ColumnScale): number[] {
  const dense = new Float32Array(values.length);
  writeScaled(Float64Array.from(values), scale, dense, 0, 1);
  return [...dense];
}

test('standardising subtracts the mean and divides by the deviation of the values that are there', () => {
  const scale = fitColumnScale(Float64Array.of(2, 4, Number.NaN, 6), 'standardised');
  expect(scale).toEqual([4, Math.sqrt(8 / 3)]);
  expect(scaled([4, Number.NaN], scale)).toEqual([0, 0]);
  expect(scaled([6], scale)[0]).toBeCloseTo(2 / Math.sqrt(8 / 3), 6);
});

test('a constant column has deviation 1 and encodes to 0, also where its mean cannot be summed exactly', () => {
  const values = Array<number>(37).fill(0.1);
  const scale = fitColumnScale(Float64Array.from(values), 'standardised');
  expect(scale).toEqual([0.1, 1]);
  expect(scaled(values, scale)).toEqual(Array(37).fill(0));
});

test('centring keeps the unit, as-is keeps everything, and a column without a value stays as it is', () => {
  expect(fitColumnScale(Float64Array.of(0, 1, 1, 0), 'centred')).toEqual([0.5, 1]);
  expect(fitColumnScale(Float64Array.of(0, 1, 1, 0), 'as-is')).toEqual([0, 1]);
  expect(fitColumnScale(Float64Array.of(Number.NaN), 'standardised')).toEqual([0, 1]);
});

test('writes every row of one column and no other', () => {
  const dense = new Float32Array(6).fill(9);
  writeScaled(Float64Array.of(1, 2), [0, 1], dense, 1, 3);
  expect([...dense]).toEqual([9, 1, 9, 9, 2, 9]);
});

test('whatever the raw values, scaled ones are finite and within the clip', () => {
  const bounded = fc.oneof(
    fc.double({ min: -1e30, max: 1e30 }),
    fc.constantFrom(1e30, -1e30, 5e-324, Number.NaN),
  );
  fc.assert(
    fc.property(fc.array(bounded), fc.array(fc.double()), (fitted, served) => {
      const scale = fitColumnScale(Float64Array.from(fitted), 'standardised');
      expect(scale[0]).not.toBeNaN();
      expect(scale[1]).toBeGreaterThan(0);
      for (const value of scaled(served, scale)) expect(Math.abs(value)).toBeLessThanOrEqual(clipAt);
    }),
  );
});
