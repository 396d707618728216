import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../src/index.ts';

test('is the interval of the published example: 15 of 148', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I.
  const { value, low, high } = wilsonInterval(15, 148);
  expect(value).toBeCloseTo(15 / 148, 15);
  expect(low).toBeCloseTo(0.0624, 4);
  expect(high).toBeCloseTo(0.1605, 4);
});

test('has a width where nobody or everybody is hit', () => {
  expect(wilsonInterval(0, 20)).toMatchObject({ value: 0, low: 0 });
  expect(wilsonInterval(0, 20).high).toBeCloseTo(0.1611, 4);
  expect(wilsonInterval(20, 20)).toMatchObject({ value: 1, high: 1 });
});

test('holds the share, stays within 0 and 1, and of the misses is the mirror image', () => {
  const hitsOfCount = fc
    .integer({ min: 1, max: 5_000 })
    .chain((count) => fc.record({ count: fc.constant(count), hits: fc.integer({ min: 0, max: count }) }));
  fc.assert(
    fc.property(hitsOfCount, ({ hits, count }) => {
      const { value, low, high } = wilsonInterval(hits, count);
      expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
      expect(wilsonInterval(count - hits, count).low).toBeCloseTo(1 - high, 12);
    }),
  );
});

test.each([
  [1, 0],
  [3, 2],
  [-1, 2],
  [0.5, 2],
])('%s of %s is no share', (hits, count) => {
  expect(() => wilsonInterval(hits, count)).toThrow(expect.objectContaining({ name: 'MetricInputError' }));
});
