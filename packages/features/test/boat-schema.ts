import { ApplicationSchema } from '@bora/contracts';

/** An invented schema with every kind of variable, and a header name that two variables share. */
export const boatSchema = ApplicationSchema.parse({
  id: 'boats',
  version: 1,
  title: 'Boat loans',
  description: 'Invented for tests.',
  file: { delimiter: '\t', header: false, quote: null, missing: ['NA'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'ref', label: 'Reference', group: 'all', kind: 'id', position: 1 },
    {
      name: 'tons',
      label: 'Weight',
      group: 'all',
      kind: 'number',
      position: 2,
      min: 0,
      max: 900,
      reason: 'w',
    },
    {
      name: 'rig',
      label: 'Rig',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { '1': 'Sloop', '2': 'Ketch', K: 'Cutter' },
      missing: ['XX'],
      reason: 'r',
    },
    { name: 'port', label: 'Home port', group: 'all', kind: 'place', position: 4, reason: 'p' },
    {
      name: 'insured',
      label: 'Insured',
      group: 'all',
      kind: 'flag',
      position: 5,
      yes: ['Y'],
      no: ['N'],
      reason: 'i',
    },
    { name: 'trade', label: 'Trade', group: 'all', kind: 'category', position: 6, open: true, reason: 't' },
    {
      name: 'mate_trade',
      aliases: ['trade', 'second trade'],
      label: "Mate's trade",
      group: 'all',
      kind: 'category',
      position: 7,
      open: true,
      required: false,
      reason: 'm',
    },
    {
      name: 'sunk',
      aliases: ['sunk=1'],
      label: 'Sunk',
      group: 'all',
      kind: 'label',
      position: 8,
      yes: ['1'],
      no: ['0'],
    },
  ],
  derived: [{ name: 'tons', speaksFor: 'tons', kind: 'number', of: 'tons', scale: 'identity' }],
});

/** Index of a boat variable by its name. */
export function boatVariable(name: string): number {
  return boatSchema.variables.findIndex((variable) => variable.name === name);
}
