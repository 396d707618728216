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

it('one of a unit is said in the singular, where the unit is a plural', () => {
  const measured = (unit: string) => Variable.parse({ ...variable, kind: 'number', values: undefined, unit });
  const shown = ['0', '1', '1.0', '2'].map((given) => sayValue(given, measured('years')));
  expect(shown).toEqual(['0 years', '1 year', '1.0 year', '2 years']);
  expect(sayValue('1', measured('BRL a month'))).toBe('1 BRL a month');
});

it('a code that means missing is shown as nothing given, one with a meaning by its meaning', () => {
  const shown = ['X', '0', 'B', '?', 'NULL', '', null, undefined].map((given) =>
    sayValue(given, variable, ['NULL', '0']),
  );
  expect(shown).toEqual(['Ash (X)', 'Not recorded (0)', 'B', '–', '–', '–', '–', '–']);
});
