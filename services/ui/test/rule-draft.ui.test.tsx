import { ApplicationSchema } from '@bora/contracts';
import { describe, expect, it } from 'vitest';
import { checkRule, draftOf, emptyDraft } from '../src/features/policies/rule-draft.ts';
import { sayCondition } from '../src/features/policies/say-condition.ts';

const schema = ApplicationSchema.parse({
  id: 'bakery-loans',
  version: 1,
  title: 'Loans to bakeries',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: ['NA'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'ovens', label: 'Ovens', group: 'all', kind: 'number', position: 1, unit: 'pieces', reason: 'x' },
    {
      name: 'guild',
      label: 'Guild',
      group: 'all',
      kind: 'category',
      position: 2,
      values: { A: 'bakers', B: 'millers' },
      reason: 'x',
    },
    { name: 'failed', label: 'Failed', group: 'all', kind: 'label', position: 3, yes: ['1'], no: ['0'] },
  ],
  derived: [{ name: 'ovens', kind: 'number', of: 'ovens', scale: 'log1p', speaksFor: 'ovens' }],
});

const fewOvens = {
  ...emptyDraft,
  variable: 'ovens',
  condition: 'below',
  bound: '2',
  text: 'Too few ovens',
} as const;

describe('a rule as it is typed', () => {
  it('becomes a rule with a code of its own, and the same draft again', () => {
    const { rule } = checkRule(fewOvens, schema, new Set());
    expect(rule).toEqual({
      code: 'too-few-ovens',
      text: 'Too few ovens',
      when: { kind: 'below', variable: 'ovens', value: 2 },
      decision: 'refer',
    });
    expect(checkRule(draftOf(rule!), schema, new Set())).toEqual({ rule, problems: null });
    expect(sayCondition(rule!.when, schema)).toBe('Ovens is below 2 pieces');
  });

  it.each([
    ['a code that is taken', 'Too few ovens', 'too-few-ovens-2'],
    ['a text without a letter of the code', 'Слишком мало', 'rule'],
    ['a text that begins with a number', '2 ovens!', 'ovens'],
    ['a very long text', 'oven '.repeat(100), /^(oven-?){1,10}[a-z]*$/],
  ])('finds a code for %s', (_what, text, code) => {
    const { rule } = checkRule({ ...fewOvens, text }, schema, new Set(['too-few-ovens']));
    expect(rule?.code).toEqual(typeof code === 'string' ? code : expect.stringMatching(code));
  });

  it.each([
    ['nothing to look at', { variable: '' }, 'variable'],
    ['no number', { bound: '' }, 'bound'],
    ['a decimal comma', { bound: '1,5' }, 'bound'],
    ['no end', { bound: 'Infinity' }, 'bound'],
    ['nothing said', { text: ' ' }, 'text'],
    ['no code', { variable: 'guild', condition: 'one-of', codes: [] }, 'codes'],
    [
      'a code that the schema does not list',
      { variable: 'guild', condition: 'one-of', codes: ['Z'] },
      'whole',
    ],
    ['a bound for a code', { variable: 'guild' }, 'whole'],
    ['a variable that the schema lacks', { variable: 'mills' }, 'whole'],
    ['the outcome itself', { variable: 'failed', condition: 'missing' }, 'whole'],
  ] as const)('with %s is no rule, and its field says so', (_what, part, field) => {
    const { rule, problems } = checkRule({ ...fewOvens, ...part }, schema, new Set());
    expect(rule).toBeNull();
    expect(Object.keys(problems ?? {})).toEqual([field]);
  });
});
