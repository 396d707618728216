import { expect, test } from 'vitest';
import { percentileInterval } from '../src/index.ts';

test('of 0 to 100 the central 95 % are 2.5 to 97.5, in whatever order they come', () => {
  const values = Array.from({ length: 101 }, (_, index) => (index * 37) % 101);
  const { low, high } = percentileInterval(values);
  expect(low).toBeCloseTo(2.5, 12);
  expect(high).toBeCloseTo(97.5, 12);
  expect(percentileInterval(values, 0.5)).toEqual({ low: 25, high: 75 });
});

test('of one value both ends are that value', () => {
  expect(percentileInterval([7])).toEqual({ low: 7, high: 7 });
});

test('nothing, and what is not finite, has no interval', () => {
  expect(() => percentileInterval([])).toThrow(/at least one/);
  expect(() => percentileInterval([1, Number.NaN])).toThrow(/not finite/);
});
