import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascendingOrder } from '../src/ascending-order.ts';

test('any numbers are ordered as a stable sort does, infinite ones, minus zero and equal ones too', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  );
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const stable = [...values.keys()].sort((a, b) => {
        const [left, right] = [values[a]!, values[b]!];
        return left < right ? -1 : left > right ? 1 : 0;
      });
      expect([...ascendingOrder(values)]).toEqual(stable);
    }),
  );
});
