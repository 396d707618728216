import { expect, test } from 'vitest';
import { assertBothOutcomes, blockFolds, groupedFolds } from '../src/index.ts';
import { bakerySchema, inventedPeople, tableOf } from './invented-people.ts';

test('blocks follow one another and differ by one row at most', () => {
  expect([...blockFolds(12, 5)]).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
});

test('everybody of one place is in one fold, however it is written', () => {
  const { table, people } = inventedPeople(500);
  const folds = groupedFolds(bakerySchema, bakerySchema.grouping!, table, 5);
  const foldOfVillage = new Map(people.map(({ village }, row) => [village, folds[row]]));
  for (const [row, { village }] of people.entries()) expect(folds[row]).toBe(foldOfVillage.get(village));
  expect(new Set(folds).size).toBe(5);
  const person = { beard: null, winters: null, guild: null };
  const twice = tableOf(['São João', 'SAO  JOAO'].map((village) => ({ ...person, village })));
  const [first, second] = groupedFolds(bakerySchema, bakerySchema.grouping!, twice, 5);
  expect(first).toBe(second);
});

test('the fold is the sum of the character codes of "VALLEY|VILLAGE" modulo the folds', () => {
  const table = tableOf([{ beard: null, winters: null, guild: null, village: 'a' }]);
  const sum = [...'LONG|A'].reduce((total, character) => total + character.charCodeAt(0), 0);
  expect([...groupedFolds(bakerySchema, bakerySchema.grouping!, table, 5)]).toEqual([sum % 5]);
});

test('a fold without bad applicants is refused before anything is measured', () => {
  const folds = Uint8Array.from([0, 0, 1, 1]);
  expect(() => assertBothOutcomes(folds, Uint8Array.from([0, 1, 1, 0]), 2, 'by rows')).not.toThrow();
  expect(() => assertBothOutcomes(folds, Uint8Array.from([0, 1, 0, 0]), 2, 'by rows')).toThrow(/by rows/);
  expect(() => assertBothOutcomes(folds, Uint8Array.from([0, 1, 0, 1]), 3, 'by rows')).toThrow(/by rows/);
});
