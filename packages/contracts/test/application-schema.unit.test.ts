import { expect, test } from 'vitest';
import {
  ApplicationSchema,
  allowedFeatures,
  ComplianceProfile,
  forbiddenVariables,
  variablesOf,
} from '../src/index.ts';

const reason = 'A reason';
const valid = {
  id: 'shop',
  version: 1,
  title: 'Shop card',
  description: '',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'number', label: 'Number', group: 'all', kind: 'id', position: 1 },
    { name: 'income', label: 'Income', group: 'all', kind: 'number', position: 2, reason },
    {
      name: 'gender',
      label: 'Gender',
      group: 'all',
      kind: 'category',
      position: 3,
      open: true,
      sensitive: 'sex',
      reason,
    },
    { name: 'late', label: 'Late', group: 'all', kind: 'label', position: 4, yes: ['1'], no: ['0'] },
  ],
  derived: [
    { name: 'income', kind: 'number', of: 'income', scale: 'log1p', speaksFor: 'income' },
    {
      name: 'income by gender',
      kind: 'target-rate',
      chain: [['gender'], ['gender', 'income']],
      smoothing: 50,
      speaksFor: 'income',
    },
  ],
};

test('a schema that fits together is accepted', () => {
  expect(ApplicationSchema.parse(valid).variables).toHaveLength(4);
});

test('a schema that says how a variable can be changed is accepted', () => {
  const change = { direction: 'up', step: 10, needs: ['gender'] };
  const changed = valid.variables.map((one, index) =>
    index === 1 ? { ...one, changeable: true, change } : one,
  );
  expect(ApplicationSchema.parse({ ...valid, variables: changed }).variables[1]!.change).toEqual(change);
});

test('bands of a number and a grouping by text are accepted', () => {
  const variables = valid.variables.map((one) => (one.name === 'income' ? { ...one, bands: [10, 20] } : one));
  expect(ApplicationSchema.parse({ ...valid, variables, grouping: ['gender'] }).grouping).toEqual(['gender']);
});

test.each([
  [
    'a gap in the positions',
    { variables: valid.variables.map((variable) => ({ ...variable, position: variable.position * 2 })) },
  ],
  ['a grouping by a number', { grouping: ['income'] }],
  ['a grouping by the label', { grouping: ['late'] }],
  [
    'bands of a text',
    { variables: valid.variables.map((one) => (one.name === 'gender' ? { ...one, bands: [1] } : one)) },
  ],
  [
    'bands that do not rise',
    { variables: valid.variables.map((one) => (one.name === 'income' ? { ...one, bands: [2, 2] } : one)) },
  ],
  ['no label', { variables: valid.variables.slice(0, 3) }],
  [
    'more variables than a packed reason can name',
    {
      variables: [
        ...valid.variables,
        ...Array.from({ length: 252 }, (_, index) => ({
          ...valid.variables[1],
          name: `income ${index}`,
          position: 5 + index,
        })),
      ],
    },
  ],
  [
    'a predictor without a reason text',
    { variables: valid.variables.map((variable) => ({ ...variable, reason: undefined })) },
  ],
  [
    'a feature of an unknown variable',
    { derived: [{ ...valid.derived[0], of: 'wealth', speaksFor: 'wealth' }] },
  ],
  ['a feature of the label', { derived: [{ ...valid.derived[0], of: 'late', speaksFor: 'late' }] }],
  [
    'a feature that speaks for what it does not read',
    { derived: [{ ...valid.derived[0], speaksFor: 'gender' }] },
  ],
  ['a number made of a category', { derived: [{ ...valid.derived[0], of: 'gender', speaksFor: 'gender' }] }],
  [
    'a flag made of a category',
    { derived: [{ name: 'f', kind: 'flag', of: 'gender', speaksFor: 'gender' }] },
  ],
  [
    'a comparison of keys of different length',
    {
      derived: [
        {
          name: 's',
          kind: 'same-value',
          left: ['gender'],
          right: ['gender', 'income'],
          speaksFor: 'gender',
        },
      ],
    },
  ],
  ...Object.entries({
    'a changeable sensitive variable': [2, { changeable: true }],
    'a changeable id': [0, { changeable: true }],
    'a way to change what is not changeable': [1, { change: { direction: 'up' } }],
    'a direction of a category': [2, { sensitive: undefined, changeable: true, change: { direction: 'up' } }],
    'codes that a number changes to': [1, { changeable: true, change: { to: ['1'] } }],
    'a code to change to that is not listed': [
      2,
      { sensitive: undefined, changeable: true, open: false, values: { F: 'f' }, change: { to: ['M'] } },
    ],
    'a change that needs an unknown variable': [1, { changeable: true, change: { needs: ['wealth'] } }],
  }).map(([name, [place, more]]): [string, object] => [
    name,
    { variables: valid.variables.map((one, index) => (index === place ? { ...one, ...Object(more) } : one)) },
  ]),
  ['two features of one name', { derived: [valid.derived[0], valid.derived[0]] }],
])('a schema with %s is refused', (_, change) => {
  expect(ApplicationSchema.safeParse({ ...valid, ...change }).success).toBe(false);
});

const excluded = [
  { name: 'repaid', position: 5, because: 'outcome' },
  { name: 'rate', position: 6, because: 'lender-decision' },
  { name: 'month', position: 7, because: 'time' },
];

test.each([
  ['repaid', /first: repaid may never be a predictor \(it is known only after the decision: leakage\)/],
  ['rate', /first: rate may never be a predictor \(the lender decided it/],
  ['month', /first: month may never be a predictor \(it only tells when/],
])('a feature of the excluded column %s is refused, and the message says why', (name, message) => {
  const first = { name: 'first', kind: 'number', of: name, scale: 'identity', speaksFor: name };
  const chain = [['income'], ['income', { variable: name, first: 1, length: 2 }]];
  const hidden = { name: 'first', kind: 'target-rate', chain, smoothing: 50, speaksFor: 'income' };
  const sum = { name: 'first', kind: 'sum', of: ['income', name], scale: 'identity', speaksFor: 'income' };
  for (const feature of [first, hidden, sum]) {
    const parsed = ApplicationSchema.safeParse({ ...valid, excluded, derived: [feature] });
    expect(parsed.error?.message).toMatch(message);
  }
  expect(ApplicationSchema.parse({ ...valid, excluded }).excluded).toEqual(excluded);
});

test.each([
  ['that is a variable as well', [{ ...excluded[0], name: 'Income ' }]],
  ['that stands twice', [excluded[0], { ...excluded[1], name: 'repaid' }]],
  ['in the position of a variable', [{ ...excluded[0], position: 4 }]],
  ['for no known reason', [{ ...excluded[0], because: 'taste' }]],
])('an excluded column %s is refused', (_, columns) => {
  expect(ApplicationSchema.safeParse({ ...valid, excluded: columns }).success).toBe(false);
});

test('a profile takes away every feature that reads a forbidden variable, also through a chain', () => {
  const schema = ApplicationSchema.parse(valid);
  const profile = ComplianceProfile.parse({ id: 'br', title: 'Test', forbids: ['sex'], why: 'a test' });
  expect([...forbiddenVariables(schema, profile)]).toEqual(['gender']);
  expect(allowedFeatures(schema, profile).map((feature) => feature.name)).toEqual(['income']);
});

test('a feature reads the variable whose prefix is part of its key', () => {
  const prefix = { variable: 'gender', first: 1, length: 3 };
  const feature = { name: 'f', kind: 'frequency', of: ['income', prefix], speaksFor: 'gender' };
  const schema = ApplicationSchema.parse({ ...valid, derived: [feature] });
  expect(schema.derived.flatMap(variablesOf)).toEqual(['income', 'gender']);
});
