import { ApplicationSchema } from '@bora/contracts';

/** A small schema with one variable of each kind and no recipe. */
export const inventedSchema = ApplicationSchema.parse({
  id: 'invented',
  version: 1,
  title: 'Invented',
  description: '',
  file: { delimiter: ';', header: false, quote: null, missing: ['-'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'key', label: 'Key', group: 'all', kind: 'id', position: 1 },
    { name: 'wage', label: 'Wage', group: 'all', kind: 'number', position: 2, min: 10, max: 90, reason: 'w' },
    { name: 'town', label: 'Town', group: 'all', kind: 'place', position: 3, reason: 't' },
    { name: 'trade', label: 'Trade', group: 'all', kind: 'category', position: 4, open: true, reason: 'r' },
    {
      name: 'tier',
      label: 'Tier',
      group: 'all',
      kind: 'category',
      position: 5,
      values: { a: 'A', b: 'B' },
      reason: 'i',
    },
    {
      name: 'phone',
      label: 'Phone',
      group: 'all',
      kind: 'flag',
      position: 6,
      yes: ['y'],
      no: ['n'],
      reason: 'p',
    },
    {
      name: 'bad',
      label: 'Bad',
      group: 'all',
      kind: 'label',
      position: 7,
      yes: ['1'],
      no: ['0'],
      required: false,
    },
  ],
  derived: [{ name: 'wage', speaksFor: 'wage', kind: 'number', of: 'wage', scale: 'log1p' }],
});
