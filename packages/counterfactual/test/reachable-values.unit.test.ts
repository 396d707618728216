import { type Variable, Variable as VariableSchema } from '@bora/contracts';
import { expect, test } from 'vitest';
import { reachableValues } from '../src/reachable-values.ts';

const shares: number[] = [];
const numberVariable = (more: Partial<Variable> = {}) =>
  VariableSchema.parse({ name: 'n', label: 'N', group: 'g', kind: 'number', position: 1, ...more });
const present = (number: number) => ({ text: Number.isNaN(number) ? '' : String(number), number });

test('whole numbers go by ones between the smallest and largest of training, within the bounds of the schema', () => {
  const trained = {
    kind: 'number' as const,
    missing: 0,
    edges: [1],
    shares,
    minimum: 0,
    maximum: 9,
    wholeShare: 1,
  };
  expect(reachableValues(numberVariable({ max: 4 }), trained, present(2))).toEqual([0, 1, 3, 4]);
});

test('a long range is thinned to the deciles of training, rounded to the step', () => {
  const edges = [260, 910, 1540, 3980];
  const trained = {
    kind: 'number' as const,
    missing: 0,
    edges,
    shares,
    minimum: 5,
    maximum: 90_000,
    wholeShare: 1,
  };
  const variable = numberVariable({ change: { step: 100, direction: 'down' } });
  expect(reachableValues(variable, trained, present(2_000))).toEqual([300, 900, 1500]);
});

test('fractions of a step stay exact, and a direction counts for nothing where no value was given', () => {
  const trained = {
    kind: 'number' as const,
    missing: 0,
    edges: [0.1],
    shares,
    minimum: 0,
    maximum: 0.35,
    wholeShare: 0,
  };
  const variable = numberVariable({ change: { step: 0.1, direction: 'up' } });
  expect(reachableValues(variable, trained, present(Number.NaN))).toEqual([0, 0.1, 0.2, 0.3]);
  expect(reachableValues(variable, trained, present(0.1))).toEqual([0.2, 0.3]);
});

test('a number that training never saw a value of cannot be changed', () => {
  const trained = { kind: 'number' as const, missing: 1, edges: [], shares };
  expect(reachableValues(numberVariable(), trained, present(1))).toEqual([]);
});

test('a level that training kept and the schema does not list is not named', () => {
  const trained = {
    kind: 'levels' as const,
    missing: 0,
    other: 0,
    levels: ['A', 'B', 'X'].map((level) => ({ level, share: 0.3 })),
  };
  const variable = VariableSchema.parse({
    name: 'c',
    label: 'C',
    group: 'g',
    kind: 'category',
    position: 1,
    values: { A: 'a', B: 'b', C: 'c' },
  });
  expect(reachableValues(variable, trained, { text: 'A', number: Number.NaN })).toEqual(['B']);
});
