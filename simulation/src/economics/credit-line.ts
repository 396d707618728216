import type { ApplicationSchema } from '@bora/contracts';
import type { CreditLineRule } from '../scenario/credit-line-rule.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';

/**
 * Index in `schema.variables` of the number that a scenario's line is made of, `null` where it needs none.
 *
 * @throws ScenarioError `other-schema`, `unknown-variable` or `not-a-number-variable`
 */
export function lineVariable(
  { id, schema: schemaId, assumptions }: Scenario,
  schema: ApplicationSchema,
): number | null {
  if (schemaId !== schema.id) {
    throw new ScenarioError(
      'other-schema',
      `The scenario ${id} is for the schema ${schemaId}, not for ${schema.id}: choose another, or copy it and change both.`,
    );
  }
  if (assumptions.line.kind === 'fixed') return null;
  const name = assumptions.line.variable;
  const index = schema.variables.findIndex((variable) => variable.name === name);
  if (index < 0) {
    throw new ScenarioError(
      'unknown-variable',
      `The line of the scenario ${id} needs ${name}, which the schema ${schema.id} lacks: correct its name.`,
    );
  }
  if (schema.variables[index]!.kind === 'number') return index;
  throw new ScenarioError(
    'not-a-number-variable',
    `The line of the scenario ${id} needs a number, and ${name} is a ${schema.variables[index]!.kind}: choose another.`,
  );
}

/**
 * The line of each applicant.
 *
 * @param values of the rule's variable, NaN where missing; not looked at where the line is fixed
 * @throws ScenarioError `missing-values` or `negative-values`, with their number
 */
export function creditLines(rule: CreditLineRule, values: Float64Array): Float64Array {
  if (rule.kind === 'fixed') return values.map(() => rule.amount);
  const present = rule.whenMissing === undefined ? values : withDefault(values, rule.whenMissing);
  refuse(present, Number.isNaN, (count) => [
    'missing-values',
    `${count} rows have no ${rule.variable}, of which the line is made: give the scenario a whenMissing, or leave them out.`,
  ]);
  refuse(
    present,
    (value) => value < 0,
    (count) => [
      'negative-values',
      `${count} rows have a negative ${rule.variable}, of which the line is made: correct or leave out these rows.`,
    ],
  );
  const maximum = rule.maximumLine ?? Number.POSITIVE_INFINITY;
  if (rule.kind === 'column') return present.map((value) => Math.min(value, maximum));
  const { minimumIncome, maximumIncome = Number.POSITIVE_INFINITY, multiple } = rule;
  return present.map((value) =>
    Math.min(multiple * Math.min(Math.max(value, minimumIncome), maximumIncome), maximum),
  );
}

function withDefault(values: Float64Array, whenMissing: number): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? whenMissing : value));
}

function refuse(
  values: Float64Array,
  isRefused: (value: number) => boolean,
  describe: (count: number) => ConstructorParameters<typeof ScenarioError>,
): void {
  let count = 0;
  for (const value of values) if (isRefused(value)) count++;
  if (count > 0) throw new ScenarioError(...describe(count));
}
