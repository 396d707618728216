import { cramersV } from '@bora/metrics';
import { expect, test } from 'vitest';

test('two classifications that say each other have an association of 1', () => {
  expect(
    cramersV([
      [40, 0, 0],
      [0, 25, 0],
      [0, 0, 35],
    ]),
  ).toBeCloseTo(1, 12);
});

test('the association worked out by hand for a table of two by two', () => {
  // χ² = 100 · (30·40 − 20·10)² / (50·50·40·60) = 16.6667; φ² − 1/99 = 0.156566; divided by 2 − 1/99 − 1.
  const table = [
    [30, 20],
    [10, 40],
  ];
  expect(cramersV(table)).toBeCloseTo(Math.sqrt((16.666666666666668 / 100 - 1 / 99) / (1 - 1 / 99)), 12);
});

test('what chance alone gives is no association, and empty classes change nothing', () => {
  expect(
    cramersV([
      [25, 25],
      [24, 26],
    ]),
  ).toBe(0);
  const table = [
    [30, 20],
    [10, 40],
  ];
  expect(
    cramersV([
      [30, 0, 20],
      [0, 0, 0],
      [10, 0, 40],
    ]),
  ).toBe(cramersV(table));
});

test('one class has no association with anything', () => {
  expect(cramersV([[3, 4, 5]])).toBeNull();
  expect(cramersV([])).toBeNull();
});

test('a table that is not whole is refused', () => {
  expect(() => cramersV([[1, 2], [3]])).toThrow('needs a count');
});
