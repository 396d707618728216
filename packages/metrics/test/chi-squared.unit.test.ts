import { expect, test } from 'vitest';
import { chiSquaredCriticalValue, chiSquaredTail, psiCriticalValue } from '../src/index.ts';

test.each([
  { degrees: 1, tail: 0.05, value: 3.841458820694124 },
  { degrees: 9, tail: 0.01, value: 21.665994333461924 },
  { degrees: 30, tail: 0.95, value: 18.49266098195347 },
  { degrees: 100, tail: 0.001, value: 149.4492527790884 },
])('the tables give $value for $degrees degrees of freedom at $tail', ({ degrees, tail, value }) => {
  expect(chiSquaredCriticalValue(tail, degrees)).toBeCloseTo(value, 8);
  expect(chiSquaredTail(value, degrees)).toBeCloseTo(tail, 10);
});

test('with two degrees of freedom the tail is e^(−x/2)', () => {
  for (const x of [0, 0.1, 1, 2, 5, 40]) expect(chiSquaredTail(x, 2)).toBeCloseTo(Math.exp(-x / 2), 12);
});

test('the critical PSI falls with the rows of both samples and is 0 where there is one bin', () => {
  expect(psiCriticalValue(10, 50_000, 2_000, 0.05)).toBeCloseTo(
    16.918977604620448 * (1 / 50_000 + 1 / 2_000),
    10,
  );
  expect(psiCriticalValue(10, 50_000, 200, 0.05)).toBeGreaterThan(psiCriticalValue(10, 50_000, 2_000, 0.05));
  expect(psiCriticalValue(1, 100, 100, 0.05)).toBe(0);
});

test.each([
  () => chiSquaredTail(-1, 3),
  () => chiSquaredTail(1, 0),
  () => chiSquaredCriticalValue(0, 3),
  () => psiCriticalValue(0, 10, 10, 0.05),
  () => psiCriticalValue(3, 0, 10, 0.05),
])('%s is refused', (compute) => {
  expect(compute).toThrow(expect.objectContaining({ name: 'MetricInputError', code: 'out-of-range' }));
});
