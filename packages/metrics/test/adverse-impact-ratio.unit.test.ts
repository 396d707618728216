import { expect, test } from 'vitest';
import { adverseImpactRatio } from '../src/index.ts';

test('is the quotient of the approval rates: 48 of 80 against 12 of 40 is 2, the other way one half', () => {
  const group = { approved: 48, rows: 80 };
  const others = { approved: 12, rows: 40 };
  expect(adverseImpactRatio(group, others)).toBeCloseTo(2, 15);
  expect(adverseImpactRatio(others, group)).toBeCloseTo(0.5, 15);
});

test('is infinite or undefined where nobody else is approved', () => {
  const nobody = { approved: 0, rows: 10 };
  expect(adverseImpactRatio({ approved: 1, rows: 10 }, nobody)).toBe(Infinity);
  expect(adverseImpactRatio(nobody, nobody)).toBeNaN();
});

test('a group of nobody has no approval rate', () => {
  const nobody = { approved: 0, rows: 0 };
  expect(() => adverseImpactRatio(nobody, { approved: 1, rows: 1 })).toThrow(/at least one row/);
});
