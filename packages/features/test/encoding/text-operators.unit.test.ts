import type { DerivedFeature } from '@bora/contracts';
import { describe, expect, test } from 'vitest';
import { rawColumns, repeat } from './farms.ts';

test('missing is 1 for an absent number or text and 0 for anything else', () => {
  const farms = [{ acres: '0', soil: 'clay' }, {}];
  expect(rawColumns({ name: 'm', speaksFor: 'acres', kind: 'missing', of: 'acres' }, { farms })).toEqual([
    [0, 1],
  ]);
  expect(rawColumns({ name: 'm', speaksFor: 'soil', kind: 'missing', of: 'soil' }, { farms })).toEqual([
    [0, 1],
  ]);
});

test('a flag is 1 for a yes code of the schema, 0 for no and for missing', () => {
  const farms = [{ fenced: 'Y' }, { fenced: 'N' }, {}];
  expect(rawColumns({ name: 'f', speaksFor: 'fenced', kind: 'flag', of: 'fenced' }, { farms })).toEqual([
    [1, 0, 0],
  ]);
});

const training = {
  farms: [
    ...repeat(20, { soil: 'Clay' }),
    ...repeat(16, { soil: 'sand' }),
    ...repeat(15, {}),
    ...repeat(14, { soil: 'peat' }),
  ],
};

describe('one-hot', () => {
  const oneHot = (minimumRows: number, ...soils: string[]) =>
    rawColumns(
      { name: 'o', speaksFor: 'soil', kind: 'one-hot', of: ['soil'], minimumRows },
      training,
      soils.map((soil) => ({ soil })),
    );

  test('has a column for each kept level in order, missing being one; another level is 0 in all', () => {
    expect(oneHot(15, '', 'CLAY', 'Sand', 'peat', 'loam')).toEqual([
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ]);
  });

  test('leaves out a level of fewer rows than the feature asks for', () => {
    expect(oneHot(17, '', 'clay', 'sand')).toEqual([[0, 1, 0]]);
  });
});

test('a frequency is the logarithm of one more than the training rows, 0 for a level that was not kept', () => {
  const feature: DerivedFeature = { name: 'f', speaksFor: 'soil', kind: 'frequency', of: ['soil'] };
  const farms = [{ soil: 'clay' }, { soil: 'peat' }, {}];
  expect(rawColumns(feature, training, farms)).toEqual([[Math.log(21), 0, Math.log(16)]]);
});

test('two keys are the same when all their parts are, whatever their case; unknown where a part is missing', () => {
  const feature: DerivedFeature = {
    name: 's',
    speaksFor: 'market',
    kind: 'same-value',
    left: ['region', 'market'],
    right: ['region', 'town'],
  };
  const farms = [
    { region: 'N', market: 'Évora', town: 'EVORA' },
    { region: 'N', market: 'Beja', town: 'EVORA' },
    { market: 'Beja', town: 'Beja' },
    { region: 'N', market: 'Beja' },
  ];
  expect(rawColumns(feature, { farms })).toEqual([[1, 0, Number.NaN, Number.NaN]]);
});

test('letter case tells capitals, small letters and a mixture; a text without letters is none of them', () => {
  const feature: DerivedFeature = { name: 'l', speaksFor: 'town', kind: 'letter-case', of: 'town' };
  const farms = ['BEJA', 'beja', 'Beja', '42', ''].map((town) => ({ town }));
  expect(rawColumns(feature, { farms })).toEqual([
    [1, 0, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [0, 0, 1, 0, 0],
  ]);
});
