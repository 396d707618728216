import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximately, inCents, readMoney } from '../src/index.ts';

const written = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 12n), fc.stringMatching(/^\d{0,18}$/))
  .map(([isNegative, whole, fraction]) => `${isNegative ? '-' : ''}${whole}${fraction && `.${fraction}`}`);

test('amounts add up to the same money in any order and in any parts', () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 2 }), fc.nat(), (texts, cut) => {
      const sum = (some: readonly string[]) => some.reduce((total, text) => total + readMoney(text)!, 0n);
      const at = cut % texts.length;
      expect(sum(texts.toReversed())).toBe(sum(texts));
      expect(sum(texts.slice(0, at)) + sum(texts.slice(at))).toBe(sum(texts));
    }),
  );
});

test('a decimal is read as it is written, with no floating-point number in between', () => {
  expect(readMoney('0.1')! + readMoney('0.2')!).toBe(readMoney('0.3'));
  expect(readMoney(' +12.50 ')).toBe(readMoney('12.5'));
  expect(readMoney('.5')).toBe(readMoney('5e-1'));
  expect(readMoney('14.999999999956')).toBe(14_999_999_999_956n * 10n ** 6n);
  expect(readMoney('2E3')).toBe(readMoney('2000.'));
});

test.each(['', '-', '.', '1,000', '1 000', '$5', 'NaN', '0x10', '1e', '1e-19', '0.0000000000000000001'])(
  '%j is no amount',
  (text) => {
    expect(readMoney(text)).toBeNull();
  },
);

test('an amount is rounded to the cent once, half away from zero', () => {
  const cents = ['0.005', '-0.005', '0.00499999999999', '2.675', '-1.004'].map((text) =>
    inCents(readMoney(text)!),
  );
  expect(cents).toEqual([0.01, -0.01, 0, 2.68, -1]);
  expect(approximately(readMoney('22583.2667671403')!)).toBe(22_583.2667671403);
});
