import type { Variable } from '@bora/contracts';
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Changes } from '../src/shared/score/changes.tsx';

const variables = [
  {
    name: 'SAIL',
    label: 'Sail',
    group: 'all',
    kind: 'category',
    values: { R: 'Red', G: 'Green' },
    missing: [],
  },
  { name: 'MOTOR', label: 'Motor', group: 'all', kind: 'flag', yes: ['Y'], no: ['N'], missing: [] },
  { name: 'MAST', label: 'Mast', group: 'all', kind: 'number', unit: 'm', missing: [] },
] as unknown as Variable[];

test('the smallest change is said with the names of levels and the units of the schema, not in codes', () => {
  const change = (variable: string, label: string, from: string | number | null, to: string | number) => ({
    variable,
    label,
    from,
    to,
  });
  const changes = {
    changes: [
      change('SAIL', 'Sail', 'R', 'G'),
      change('MOTOR', 'Motor', 'N', 'Y'),
      change('MAST', 'Mast', null, 7),
      change('UNKNOWN', 'Unknown', 'a', 'b'),
    ],
    size: 2,
    pd: 0.1,
    score: 600,
    decision: 'approve' as const,
  };
  render(<Changes changes={changes} variables={variables} />);
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Sail: Red → Green',
    'Motor: No → Yes',
    'Mast: – → 7 m',
    'Unknown: a → b',
  ]);
});
