import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { creditLines, requireLineColumn } from '../src/economics/credit-line.ts';
import { CreditLineRule } from '../src/scenario/credit-line-rule.ts';
import { Scenario } from '../src/scenario/scenario.ts';
import { inventedAssumptions } from './invented-replay.ts';

const sourced = { unit: 'EUR', source: 'invented' };
const values = Float64Array.of(50, 1_000, 9_000);

test('a line is a fixed amount, a capped multiple of a bounded income, or a capped column', () => {
  const fixed = CreditLineRule.parse({ kind: 'fixed', amount: 700, ...sourced });
  expect([...creditLines(fixed, values)]).toEqual([700, 700, 700]);
  const multiple = { kind: 'income-multiple', variable: 'wage', multiple: 2, minimumIncome: 100, ...sourced };
  const bounded = CreditLineRule.parse({ ...multiple, maximumIncome: 5_000 });
  expect([...creditLines(bounded, values)]).toEqual([200, 2_000, 10_000]);
  expect([...creditLines(CreditLineRule.parse({ ...multiple, maximumLine: 1_500 }), values)]).toEqual([
    200, 1_500, 1_500,
  ]);
  const column = CreditLineRule.parse({ kind: 'column', variable: 'asked', maximumLine: 1_200, ...sourced });
  expect([...creditLines(column, values)]).toEqual([50, 1_000, 1_200]);
});

test('missing and negative values are refused with their number; a missing one may be given a value', () => {
  const rule = { kind: 'column', variable: 'asked', ...sourced };
  const withGaps = Float64Array.of(1, Number.NaN, Number.NaN);
  expect(() => creditLines(CreditLineRule.parse(rule), withGaps)).toThrow(/^2 rows have no asked/);
  expect([...creditLines(CreditLineRule.parse({ ...rule, whenMissing: 5 }), withGaps)]).toEqual([1, 5, 5]);
  expect(() => creditLines(CreditLineRule.parse(rule), Float64Array.of(-1, 2))).toThrow(
    /^1 rows have a negative/,
  );
});

test('an income whose maximum is below its minimum is no rule', () => {
  const rule = {
    kind: 'income-multiple',
    variable: 'wage',
    multiple: 2,
    minimumIncome: 100,
    maximumIncome: 50,
  };
  expect(CreditLineRule.safeParse({ ...rule, ...sourced }).success).toBe(false);
});

test('a file without the column that a line is made of is refused, unless a missing value counts as something', () => {
  const schema = ApplicationSchema.parse(
    JSON.parse(readFileSync(join(repositoryRoot, 'schemas', 'german-credit.json'), 'utf8')),
  );
  const index = schema.variables.findIndex(({ kind }) => kind === 'number');
  const { name } = schema.variables[index]!;
  const scenario = (rule: object) =>
    Scenario.parse({
      id: 'invented',
      title: 'invented',
      description: '',
      schema: schema.id,
      assumptions: {
        ...inventedAssumptions(),
        line: { kind: 'column', variable: name, ...sourced, ...rule },
      },
    });
  const others = [0, null, index + 1];
  expect(() => requireLineColumn(scenario({}), schema, others)).toThrow(
    `no column ${name}, of which the line of the scenario invented is made`,
  );
  expect(() => requireLineColumn(scenario({ whenMissing: 5 }), schema, others)).not.toThrow();
  expect(() => requireLineColumn(scenario({}), schema, [...others, index])).not.toThrow();
});
