import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactSum, exactTotal } from '../src/exact/exact-sum.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
const money = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });

/** A finite number times 2^1074, which is a whole number. */
function scaled(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return bits >> 63n === 1n ? -size : size;
}

/** How far a number is from an exact sum, in units of 2^-1074. */
function distance(value: number, exact: bigint): bigint {
  const difference = scaled(value) - exact;
  return difference < 0n ? -difference : difference;
}

function neighbours(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return [1n, -1n].flatMap((step) => {
    if (value === 0) return [Number(step) * Number.MIN_VALUE];
    view.setBigInt64(0, bits + step);
    return [view.getFloat64(0)];
  });
}

test('the total is the number nearest to the exact sum', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(number, money), { maxLength: 40 }), (values) => {
      const exact = values.reduce((sum, value) => sum + scaled(value), 0n);
      const total = exactTotal(values);
      for (const neighbour of neighbours(total)) {
        expect(distance(total, exact) <= distance(neighbour, exact)).toBe(true);
      }
    }),
  );
});

test('halves are decided by what lies below them', () => {
  expect(exactTotal([1, 2 ** -53])).toBe(1);
  expect(exactTotal([1, 2 ** -53, 2 ** -106])).toBe(1 + 2 ** -52);
  expect(exactTotal([1, 2 ** -53, -(2 ** -106)])).toBe(1);
  const tiny = 2 ** -900;
  expect(exactTotal([tiny, tiny * 2 ** -53, tiny * 2 ** -106])).toBe(tiny * (1 + 2 ** -52));
  expect(exactTotal([1e16, 1, -1e16])).toBe(1);
});

test('any order and any partition into parts give the same total', () => {
  const parts = fc.array(fc.array(money, { maxLength: 12 }), { maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.infiniteStream(fc.nat()), (given, numbers) => {
      const whole = exactTotal(given.flat());
      const order = given.map((part) => ({ part, key: numbers.next().value })).sort((a, b) => a.key - b.key);
      const merged = order.reduce((sum, { part }) => sum.merge(ExactSum.of(part)), new ExactSum());
      expect(merged.value).toBe(whole);
      expect(exactTotal(given.flat().reverse())).toBe(whole);
    }),
  );
});

test('stored partials carry the sum whole', () => {
  fc.assert(
    fc.property(fc.array(money), money, (values, later) => {
      const sum = ExactSum.of(values);
      const stored: number[] = JSON.parse(JSON.stringify(sum.partials));
      expect(ExactSum.of(stored).add(later).value).toBe(sum.add(later).value);
    }),
  );
});

test('what is no finite number is refused and changes nothing', () => {
  const sum = new ExactSum().add(0.1);
  expect(() => sum.add(Number.NaN)).toThrow(RangeError);
  expect(() => sum.add(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  expect(() => ExactSum.of([1e308]).add(1e308)).toThrow(RangeError);
  expect(sum.value).toBe(0.1);
  expect(new ExactSum().value).toBe(0);
});
