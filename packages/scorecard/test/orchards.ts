import { type Application, ApplicationSchema, PointsScale } from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson } from '@bora/features';
import { type ScorecardDesign, scorecardOptions } from '../src/index.ts';

/** Loans to orchards, invented; the bad rate falls with the number of trees. */
export const orchardSchema = ApplicationSchema.parse({
  id: 'orchards',
  version: 1,
  title: 'Loans to orchards',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'licence', label: 'Licence', group: 'all', kind: 'id', position: 1 },
    {
      name: 'trees',
      label: 'Trees',
      group: 'all',
      kind: 'number',
      position: 2,
      unit: 'trees',
      monotone: 'falling',
      reason: 'Number of trees',
    },
    {
      name: 'fruit',
      label: 'Fruit',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { a: 'apples', p: 'pears' },
      reason: 'Fruit',
    },
    { name: 'valley', label: 'Valley', group: 'all', kind: 'place', position: 4, reason: 'Valley' },
    {
      name: 'fenced',
      label: 'Fenced',
      group: 'all',
      kind: 'flag',
      position: 5,
      yes: ['Y', '1'],
      no: ['N', '0'],
      reason: 'Fence',
    },
    { name: 'ruined', label: 'Ruined', group: 'all', kind: 'label', position: 6, yes: ['1'], no: ['0'] },
  ],
  derived: [{ name: 'trees', kind: 'number', of: 'trees', scale: 'log1p', speaksFor: 'trees' }],
});

export const design: ScorecardDesign = {
  schema: orchardSchema,
  forbidden: new Set(),
  scale: PointsScale.parse({}),
  options: scorecardOptions,
};

/** Between 0 and 1, without a pattern that a scorecard could find. */
export function noise(index: number): number {
  const value = Math.sin(index * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}

/** Orchards by number; valley `hermit<n>` is that of one orchard alone. */
export function orchards(count: number): { table: ApplicantTable; bad: Uint8Array; innerFold: Uint8Array } {
  const bad = new Uint8Array(count);
  const applications = Array.from({ length: count }, (_, row): Application => {
    const trees = Math.floor(1000 * noise(row));
    const fruit = noise(row + 0.1) < 0.4 ? 'p' : 'a';
    const valley = Math.floor(12 * noise(row + 0.2));
    const logit = 0.4 - trees / 400 + (fruit === 'p' ? 0.9 : 0) + (valley % 3) * 0.4 - 0.4;
    bad[row] = noise(row + 0.3) < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    return {
      licence: `L${row}`,
      trees: noise(row + 0.4) < 0.08 ? null : trees,
      fruit,
      valley: noise(row + 0.5) < 0.04 ? `hermit${row}` : `Vále ${valley}`,
      fenced: noise(row + 0.6) < 0.5,
    };
  });
  return {
    table: applicantsFromJson(applications, orchardSchema),
    bad,
    innerFold: Uint8Array.from(bad, (_, row) => row % 5),
  };
}
