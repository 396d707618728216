import { ApplicationSchema, Reference } from '@bora/contracts';
import { applicantsFromJson } from '@bora/features';
import { expect, test } from 'vitest';
import { describeTrainingRows } from '../src/index.ts';

const schema = ApplicationSchema.parse({
  id: 'invented',
  version: 1,
  title: 'Invented',
  description: '',
  file: { delimiter: ';', header: false, quote: null, missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'wage', label: 'Wage', group: 'all', kind: 'number', position: 1, reason: 'w' },
    {
      name: 'bad',
      label: 'Bad',
      group: 'all',
      kind: 'label',
      position: 2,
      yes: ['1'],
      no: ['0'],
      required: false,
    },
  ],
  derived: [{ name: 'wage', speaksFor: 'wage', kind: 'number', of: 'wage', scale: 'identity' }],
});

function describe(values: readonly string[]) {
  const table = applicantsFromJson(
    values.map((wage) => ({ wage })),
    schema,
  );
  const reference = describeTrainingRows(schema, table, new Float64Array(values.length).fill(500));
  return Reference.parse(JSON.parse(JSON.stringify(reference))).variables.wage;
}

const zeros = Array.from({ length: 95 }, () => '0');

test('of a number that is the same in every row the reference says so', () => {
  expect(describe(zeros)).toMatchObject({ edges: [], shares: [1], minimum: 0, maximum: 0, wholeShare: 1 });
});

test('a number that nine tenths have at its least has a bin for the others, at an edge of none of them', () => {
  const whole = describe([...zeros, '7', '8', '9', '10', '']);
  expect(whole).toMatchObject({
    edges: [1],
    shares: [0.95, 0.04],
    missing: expect.closeTo(0.01, 12),
    minimum: 0,
    maximum: 10,
  });
  const broken = describe([...zeros, '7.5', '8', '9', '10', '11']);
  expect(broken).toMatchObject({ shares: [0.95, 0.05], wholeShare: 0.99 });
  expect(broken?.kind === 'number' && broken.edges[0]).toBeGreaterThan(0);
  expect(broken?.kind === 'number' && broken.edges[0]).toBeLessThan(1e-300);
});

test('a number that no row has has no range', () => {
  expect(describe(['', ''])).toEqual({ kind: 'number', missing: 1, edges: [], shares: [0] });
});
