import { expect, test } from 'vitest';
import { fillDropout, fillNormal, seededRandom, shuffledRows } from '../src/optimizer/seeded-random.ts';

const meanOf = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('the numbers of a seed are those of the published generator', () => {
  const random = seededRandom(1, 2);
  expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([606404981, 1081094180, 3618035551]);
});

test('another seed and another stream give other numbers', () => {
  const firstOf = (seed: number, stream: number): number => seededRandom(seed, stream).uint32();
  const first = [firstOf(1, 1), firstOf(1, 2), firstOf(2, 1), firstOf(2 ** 40, 1), firstOf(-1, 1)];
  expect(new Set(first).size).toBe(5);
});

test('a shuffle holds every row once, and no place keeps a favourite row', () => {
  const random = seededRandom(5, 0);
  const order = shuffledRows(1000, random);
  expect([...order].sort((a, b) => a - b)).toEqual([...Array(1000).keys()]);
  const firstOfFour = [0, 0, 0, 0];
  for (let round = 0; round < 4000; round++) firstOfFour[shuffledRows(4, random)[0]!]! += 1;
  for (const count of firstOfFour) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

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
