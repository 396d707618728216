import { ApplicationSchema } from '@bora/contracts';

/** A small schema of no real data set: an id, a number, a category, a flag, free text and the label. */
export const inventedSchema = ApplicationSchema.parse({
  id: 'invented',
  version: 1,
  title: 'Invented',
  description: 'For tests',
  file: { delimiter: '\t', header: false, quote: null, missing: ['NULL'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'KEY', label: 'Key', group: 'all', kind: 'id', position: 1 },
    {
      name: 'HEIGHT',
      label: 'Height',
      group: 'all',
      kind: 'number',
      position: 2,
      min: 0,
      max: 300,
      reason: 'Height',
    },
    {
      name: 'COLOUR',
      label: 'Colour',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { R: 'Red', G: 'Green' },
      reason: 'Colour, and more',
    },
    {
      name: 'WINDY',
      label: 'Windy',
      group: 'all',
      kind: 'flag',
      position: 4,
      yes: ['Y'],
      no: ['N'],
      reason: 'Windy',
    },
    {
      name: 'NOTE',
      label: 'Note',
      group: 'all',
      kind: 'category',
      position: 5,
      open: true,
      sensitive: 'nationality',
      required: false,
      reason: 'Note',
    },
    { name: 'OUTCOME', label: 'Outcome', group: 'all', kind: 'label', position: 6, yes: ['1'], no: ['0'] },
  ],
  derived: [
    { name: 'height', speaksFor: 'HEIGHT', kind: 'number', of: 'HEIGHT', scale: 'identity' },
    { name: 'windy', speaksFor: 'WINDY', kind: 'flag', of: 'WINDY' },
    { name: 'note', speaksFor: 'NOTE', kind: 'frequency', of: ['NOTE'] },
  ],
});

export const inventedHeader = 'KEY,HEIGHT,COLOUR,WINDY,NOTE';

/** A file with a header and `rows` applicants. */
export function inventedCsv(rows: number, from = 1): string {
  const lines = Array.from({ length: rows }, (_, index) => inventedLine(from + index));
  return `${inventedHeader}\n${lines.join('\n')}\n`;
}

export function inventedLine(row: number): string {
  return `id-${row},${100 + (row % 100)},${row % 2 === 0 ? 'R' : 'G'},${row % 3 === 0 ? 'Y' : 'N'},note ${row}`;
}
