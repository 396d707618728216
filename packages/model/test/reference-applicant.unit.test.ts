import { ApplicationSchema } from '@bora/contracts';
import { applicantsFromJson } from '@bora/features';
import { expect, test } from 'vitest';
import { referenceApplicant } from '../src/training/reference-applicant.ts';

const place = { group: 'all', kind: 'place', reason: 'Place' } as const;
const schema = ApplicationSchema.parse({
  id: 'farm-loans',
  version: 1,
  title: 'Loans on farms',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'acres', label: 'Acres', group: 'all', kind: 'number', position: 1, reason: 'Acres' },
    { name: 'crop', label: 'Crop', group: 'all', kind: 'category', position: 2, open: true, reason: 'Crop' },
    { name: 'hamlet', label: 'Hamlet', ...place, position: 3 },
    { name: 'county', label: 'County', ...place, position: 4 },
    { name: 'market', label: 'Market', ...place, position: 5 },
    { name: 'failed', label: 'Failed', group: 'all', kind: 'label', position: 6, yes: ['1'], no: ['0'] },
  ],
  derived: [{ name: 'acres', kind: 'number', of: 'acres', scale: 'identity', speaksFor: 'acres' }],
});

interface Farms {
  readonly count: number;
  readonly county: string;
  readonly hamlet: string;
  readonly score: number;
}

function referenceOf(groups: readonly Farms[], more: (row: number) => Record<string, string> = () => ({})) {
  const farms = groups.flatMap((group) => Array.from({ length: group.count }, () => group));
  const table = applicantsFromJson(
    farms.map(({ county, hamlet }, row) => ({ county, hamlet, ...more(row) })),
    schema,
  );
  return referenceApplicant(
    schema,
    table,
    farms.map(({ score }) => score),
  );
}

test('places are those of real rows together, frequent and of ordinary risk', () => {
  // North is the most frequent county and Mill the most frequent hamlet, but there is no Mill in the North.
  const reference = referenceOf([
    { count: 40, county: 'North', hamlet: 'Ford', score: 500 },
    { count: 28, county: 'North', hamlet: 'Hill', score: 610 },
    { count: 20, county: 'South', hamlet: 'Mill', score: 600 },
    { count: 30, county: 'East', hamlet: 'Mill', score: 600 },
    { count: 48, county: 'West', hamlet: 'Wood', score: 700 },
  ]);
  expect(reference).toMatchObject({ county: 'East', hamlet: 'Mill' });
});

test('hamlets of fewer than 15 rows are nobody: the county stands alone', () => {
  const groups = Array.from({ length: 12 }, (_, index) => ({
    count: 10,
    county: index < 6 ? 'North' : 'South',
    hamlet: `hamlet ${index}`,
    score: index < 6 ? 590 : 600,
  }));
  const { county, hamlet } = referenceOf(groups);
  expect([county, hamlet]).toEqual(['North', '']);
});

test('missing is the reference only where most rows miss the value', () => {
  const group = [{ count: 100, county: 'North', hamlet: 'Ford', score: 600 }];
  const often = referenceOf(group, (row) => ({
    crop: row < 49 ? '' : `crop ${row % 3}`,
    acres: row < 49 ? '' : String(row),
    market: row < 49 ? '' : 'Fair',
  }));
  expect(often).toMatchObject({ crop: 'crop 0', acres: '74', market: 'Fair' });
  const seldom = referenceOf(group, (row) => ({
    crop: row < 51 ? '' : 'oats',
    acres: row < 51 ? '' : String(row),
    market: row < 51 ? '' : 'Fair',
  }));
  expect(seldom).toMatchObject({ crop: '', acres: '', market: '', county: 'North', hamlet: 'Ford' });
});
