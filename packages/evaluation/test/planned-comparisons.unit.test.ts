import { expect, test } from 'vitest';
import { plannedComparisons } from '../src/index.ts';
import { bakerySchema, profileOf } from './invented-people.ts';

const none = profileOf('none', []);
const br = profileOf('br', ['sex']);
const main = { kind: 'network', profile: none } as const;

test('comparisons and what each leaves out follow from the schema', () => {
  const plan = plannedComparisons(bakerySchema, main, [none, br]);
  const described = plan.map(({ id, model, folds, forbidden }) => [id, model, folds, [...forbidden]]);
  expect(described).toEqual([
    ['profile-br', 'network', 'rows', ['beard']],
    ['folds-by-block', 'network', 'blocks', []],
    ['folds-by-place', 'network', 'places', []],
    ['baseline-logistic', 'logistic', 'rows', []],
    ['baseline-scorecard', 'scorecard', 'rows', []],
    ['without-sex', 'network', 'rows', ['beard']],
    ['without-age', 'network', 'rows', ['winters']],
    ['without-marital-status', 'network', 'rows', ['guild']],
    ['without-sensitive', 'network', 'rows', ['beard', 'winters', 'guild']],
    ['without-places', 'network', 'rows', ['valley', 'village']],
  ]);
});

test('what would measure the main model once more is left out', () => {
  const plan = plannedComparisons(bakerySchema, { kind: 'scorecard', profile: br }, [none, br]);
  const ids = plan.map(({ id }) => id);
  expect(ids).toContain('profile-none');
  expect(ids).not.toContain('profile-br');
  expect(ids).not.toContain('baseline-scorecard');
  expect(ids).not.toContain('without-sex');
  expect(plan.find(({ id }) => id === 'without-age')?.forbidden).toEqual(new Set(['beard', 'winters']));
});

test('a schema without places has no comparison by place', () => {
  const variables = bakerySchema.variables.map((one) =>
    one.kind === 'place' ? { ...one, kind: 'category' as const, open: true } : one,
  );
  const { grouping: _grouping, ...rest } = bakerySchema;
  const ids = plannedComparisons({ ...rest, variables }, main, [none]).map(({ id }) => id);
  expect(ids.filter((id) => id.includes('place'))).toEqual([]);
});
