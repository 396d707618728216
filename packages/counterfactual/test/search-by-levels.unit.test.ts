import { expect, test } from 'vitest';
import { type Combination, combinationsOf, countCombinations } from '../src/combinations.ts';
import { searchByLevels } from '../src/search-by-levels.ts';

/** 40 variables with 5 values each: 24 thousand pairs of values and more than a million triples. */
const variableOf = Array.from({ length: 200 }, (_, index) => Math.floor(index / 5));

function search(wanted: readonly number[]) {
  let asked = 0;
  const score = (combinations: readonly Combination[]) => {
    asked += combinations.length;
    return combinations.map((combination) => {
      const hits = combination.filter((candidate) => wanted.includes(candidate)).length;
      return { combination, pd: 1 - hits / 10, isEnough: hits === wanted.length };
    });
  };
  return { ...searchByLevels({ variableOf, mustChange: new Set(), score }), asked };
}

test('combinations take one value of each variable, each once, and as many as were counted', () => {
  const groups = [0, 0, 0, 1, 2, 2, 4];
  for (const size of [1, 2, 3, 4]) {
    const all = [...combinationsOf(groups, size)];
    expect(all).toHaveLength(countCombinations([3, 1, 2, 1], size));
    expect(new Set(all.map((one) => one.join())).size).toBe(all.length);
    for (const one of all) expect(new Set(one.map((place) => groups[place])).size).toBe(size);
  }
});

test('one change among many is found by trying all, and said to be proven', () => {
  expect(search([77])).toMatchObject({ isExhaustive: true, enough: [{ combination: [77] }] });
});

test('four changes among too many to try all are found from the best, and not said to be proven', () => {
  const found = search([3, 50, 101, 190]);
  expect(found).toMatchObject({ isExhaustive: false, enough: [{ combination: [3, 50, 101, 190] }] });
  expect(found.asked).toBeLessThan(40_000);
});

test('more than five changes are not looked for', () => {
  const found = search([3, 50, 101, 120, 150, 190]);
  expect(found.enough).toEqual([]);
  expect(found.isExhaustive).toBe(false);
});
