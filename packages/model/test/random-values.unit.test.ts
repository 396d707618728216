import { seededRandom } from '@bora/random';
import { expect, test } from 'vitest';
import { fillDropout, fillNormal } from '../src/optimizer/random-values.ts';

const meanOf = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('normal numbers have the mean and deviation asked for', () => {
  const values = new Float32Array(100_000);
  fillNormal(values, 0.05, seededRandom(6, 0));
  expect(Math.abs(meanOf(values))).toBeLessThan(0.001);
  expect(Math.sqrt(meanOf(values.map((value) => value ** 2)))).toBeCloseTo(0.05, 3);
});

test('dropout drops the share asked for and keeps the mean at one', () => {
  const values = new Float32Array(100_000);
  fillDropout(values, 0.3, seededRandom(7, 0));
  expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(0.3, 2);
  expect(meanOf(values)).toBeCloseTo(1, 2);
  fillDropout(values, 0, seededRandom(7, 0));
  expect(values.every((value) => value === 1)).toBe(true);
});
