import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Binning, binCount, binOfLevel, binOfNumber } from '../src/binning.ts';

const edges = fc
  .uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 7 })
  .map((values) => [...new Set(values.map((value) => value + 0))].sort((a, b) => a - b));

test('every number falls into exactly the bin whose edges enclose it, and a missing one into the last', () => {
  fc.assert(
    fc.property(edges, fc.double(), (ascending, value) => {
      const binning = { kind: 'number' as const, edges: ascending };
      const bin = binOfNumber(binning)(value);
      if (Number.isNaN(value)) {
        // What the assertion answers would be taken for the property's verdict.
        expect(bin).toBe(binCount(binning) - 1);
        return;
      }
      const containing = [-Infinity, ...ascending].flatMap((from, index) =>
        value >= from && (index === ascending.length || value < ascending[index]!) ? [index] : [],
      );
      expect(containing).toEqual([bin]);
    }),
  );
});

test('a level falls into its group, one that stands in none into the bin of others, a missing one into the last', () => {
  const bin = binOfLevel({ kind: 'levels', groups: [['A', 'B'], ['C']] });
  expect(['B', 'C', 'Z', ''].map(bin)).toEqual([0, 1, 2, 3]);
});

test('bins that overlap are refused', () => {
  expect(Binning.safeParse({ kind: 'number', edges: [2, 1] }).success).toBe(false);
  expect(Binning.safeParse({ kind: 'levels', groups: [['A'], ['A']] }).success).toBe(false);
});
