import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fisherExactTail } from '../src/index.ts';

test("Fisher's tea: 3 of 4 and 4 of 4 cups told apart by chance in 17/70 and 1/70", () => {
  expect(fisherExactTail(3, 4, 1, 4)).toBeCloseTo(17 / 70, 12);
  expect(fisherExactTail(4, 4, 0, 4)).toBeCloseTo(1 / 70, 12);
});

test('no hit, or as few as the rows allow, is certain to be reached', () => {
  expect(fisherExactTail(0, 10, 5, 10)).toBe(1);
  expect(fisherExactTail(10, 10, 20, 20)).toBe(1);
});

test('hits that only the smaller sample has become unlikely by its share of the rows each', () => {
  expect(fisherExactTail(8, 20_000, 0, 50_000)).toBeCloseTo((2 / 7) ** 8, 6);
});

test('both sides together count the observed table twice, so they sum to at least 1', () => {
  const sample = fc
    .integer({ min: 1, max: 300 })
    .chain((rows) => fc.tuple(fc.integer({ min: 0, max: rows }), fc.constant(rows)));
  fc.assert(
    fc.property(sample, sample, ([a, rowsA], [b, rowsB]) => {
      const both = fisherExactTail(a, rowsA, b, rowsB) + fisherExactTail(b, rowsB, a, rowsA);
      expect(both).toBeGreaterThan(1 - 1e-9);
      expect(both).toBeLessThanOrEqual(2);
    }),
  );
});

test('far fewer hits than chance gives are reached all but surely, and far more never', () => {
  expect(fisherExactTail(2_000, 20_000, 45_000, 50_000)).toBe(1);
  expect(fisherExactTail(18_000, 20_000, 5_000, 50_000)).toBe(0);
});

test('more hits than rows are refused', () => {
  expect(() => fisherExactTail(5, 4, 0, 4)).toThrow(expect.objectContaining({ code: 'out-of-range' }));
});
