import { Variable } from '@bora/contracts';
import { expect, it } from 'vitest';
import { sayValue } from '../src/shared/say-value.ts';

const variable = Variable.parse({
  name: 'MAST',
  label: 'Mast',
  group: 'rig',
  kind: 'category',
  position: 1,
  values: { '0': 'Not recorded', X: 'Ash' },
  missing: ['?'],
  reason: 'Mast',
});

it('a code that means missing is shown as nothing given, one with a meaning by its meaning', () => {
  const shown = ['X', '0', 'B', '?', 'NULL', '', null, undefined].map((given) =>
    sayValue(given, variable, ['NULL', '0']),
  );
  expect(shown).toEqual(['Ash (X)', 'Not recorded (0)', 'B', '–', '–', '–', '–', '–']);
});
