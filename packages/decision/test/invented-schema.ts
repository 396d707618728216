import { ApplicationSchema } from '@bora/contracts';

/** A small schema with one variable of each kind that rules treat differently. */
export const schema = ApplicationSchema.parse({
  id: 'bakery-loans',
  version: 1,
  title: 'Loans to bakeries',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: ['NA'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'licence', label: 'Licence', group: 'all', kind: 'id', position: 1 },
    { name: 'ovens', label: 'Ovens', group: 'all', kind: 'number', position: 2, reason: 'Number of ovens' },
    {
      name: 'flour',
      label: 'Flour',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { R: 'rye', W: 'wheat' },
      reason: 'Kind of flour',
    },
    { name: 'village', label: 'Village', group: 'all', kind: 'place', position: 4, reason: 'Village' },
    {
      name: 'insured',
      label: 'Insured',
      group: 'all',
      kind: 'flag',
      position: 5,
      yes: ['Y'],
      no: ['N'],
      reason: 'Insurance',
    },
    { name: 'failed', label: 'Failed', group: 'all', kind: 'label', position: 6, yes: ['1'], no: ['0'] },
  ],
  derived: [{ name: 'ovens', kind: 'number', of: 'ovens', scale: 'log1p', speaksFor: 'ovens' }],
});
