import { type DerivedFeature, warningsOf } from '@bora/contracts';
import { expect, test } from 'vitest';
import { createEncoder } from '../../src/encoding/encoder.ts';
import { fitEncoder } from '../../src/encoding/fit-encoder.ts';
import { type Farm, farmSchema, farmTable, repeat } from './farms.ts';

const features: DerivedFeature[] = [
  { name: 'acres', speaksFor: 'acres', kind: 'number', of: 'acres', scale: 'identity' },
  { name: 'soil', speaksFor: 'soil', kind: 'one-hot', of: ['soil'], minimumRows: 15 },
  { name: 'town', speaksFor: 'town', kind: 'frequency', of: ['town'] },
];
const training = [
  ...repeat(500, { acres: '10', soil: 'clay', town: 'Aldo' }),
  ...repeat(400, { acres: '30', soil: 'sand', town: 'Boa' }),
  ...repeat(86, { acres: '20', soil: 'sand' }),
  ...Array.from({ length: 60 }, (_, index) => ({ acres: '20', soil: 'clay', town: `Hamlet ${index}` })),
  ...repeat(14, { acres: '20', soil: 'peat', town: 'Aldo' }),
];
const { state } = fitEncoder(
  farmSchema,
  features,
  farmTable(training),
  new Uint8Array(training.length),
  new Uint8Array(training.length),
);
const encoder = createEncoder(farmSchema, state);
const warn = (farm: Farm) => warningsOf(encoder.encode(farmTable([farm])).warnings[0]!);
const usual = { acres: '20', soil: 'Clay', town: 'aldo' };

test('an applicant like those of the training rows has no warning', () => {
  expect(warn(usual)).toEqual([]);
});

test('a code that fewer than 15 training rows had is unseen; a missing one is not', () => {
  expect(warn({ ...usual, soil: 'peat' })).toEqual(['unseen-category']);
  expect(warn({ ...usual, soil: 'moon' })).toEqual(['unseen-category']);
  expect(warn({ ...usual, soil: '' })).toEqual([]);
});

test('where more than one training row in twenty had a rare place, a rare place is no warning', () => {
  expect(warn({ ...usual, town: 'Nowhere' })).toEqual([]);
});

test('a number outside of what training met is outside the trained range; its ends are inside', () => {
  expect(warn({ ...usual, acres: '30.5' })).toEqual(['outside-trained-range']);
  expect(warn({ ...usual, acres: '9' })).toEqual(['outside-trained-range']);
  expect(warn({ ...usual, acres: '30' })).toEqual([]);
});

test('more missing values than nearly all training rows had are many', () => {
  expect(state.inputs.missingLimit).toBe(1);
  expect(warn({ acres: '10' })).toEqual(['many-missing']);
});

test('a variable that no feature reads is not looked at', () => {
  expect(warn({ ...usual, cows: '1e9', region: 'moon' })).toEqual([]);
});
