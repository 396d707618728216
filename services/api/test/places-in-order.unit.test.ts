import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesInOrder } from '../src/batches/places-in-order.ts';

/** The same by sorting everything. */
function bySorting(values: readonly number[], offset: number, limit: number): number[] {
  return values
    .map((value, index) => ({ value, index }))
    .sort((left, right) => left.value - right.value || left.index - right.index)
    .map(({ index }) => index)
    .slice(offset, offset + limit);
}

describe('places in order', () => {
  it('are those of the sorted whole, with many equal values or none', () => {
    const values = fc.oneof(fc.array(fc.integer({ min: 0, max: 5 })), fc.array(fc.double({ noNaN: true })));
    fc.assert(
      fc.property(values, fc.nat(40), fc.integer({ min: 1, max: 20 }), (given, offset, limit) => {
        expect(placesInOrder(Float64Array.from(given), offset, limit)).toEqual(
          bySorting(given, offset, limit),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a million equal values are found in a moment', () => {
    const began = performance.now();
    expect(placesInOrder(new Float64Array(1_000_000), 999_990, 100)).toHaveLength(10);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
