import { expect, test } from 'vitest';
import { axisName, legendName } from '../src/segmentation/segment-names.ts';

const family = 'Churn Risk';
const long = ['higher', 'lower'].map((end) => ({
  family,
  name: `${family}, days since the last purchase ${end}`,
}));

test('beside an axis and in a legend segments of one family are told apart by the ends of their names', () => {
  expect(long.map(axisName)).toEqual(['Churn… purchase higher', 'Churn… purchase lower']);
  expect(long.map(legendName)).toEqual(['Churn Risk … purchase higher', 'Churn Risk … last purchase lower']);
});

test('a name that fits is written as it is', () => {
  expect(axisName({ family, name: family })).toBe(family);
  expect(axisName({ family: 'Mine', name: 'A name of an earlier run' })).toBe('A name of an earlier run');
  expect(legendName({ family: 'Occasional Buyers', name: 'Occasional Buyers, orders 1 of 3' })).toBe(
    'Occasional Buyers, orders 1 of 3',
  );
});
