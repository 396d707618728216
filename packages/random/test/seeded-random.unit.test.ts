import { expect, test } from 'vitest';
import { countDraws, seededRandom, shuffledRows } from '../src/index.ts';

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

test('a bootstrap sample has as many rows as there are, each as likely, and nothing of the sample before', () => {
  const random = seededRandom(6, 0);
  const counts = new Uint16Array(4);
  const all = [0, 0, 0, 0];
  for (let round = 0; round < 4000; round++) {
    countDraws(counts, random);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    for (const [row, count] of counts.entries()) all[row]! += count;
  }
  for (const count of all) expect(count / 4000).toBeCloseTo(1, 1);
});
