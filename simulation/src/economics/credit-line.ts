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
  requireUsable(rule, unusableValues(rule, values));
  if (rule.kind === 'fixed') return values.map(() => rule.amount);
  const whenMissing = rule.whenMissing ?? 0;
  const maximum = rule.maximumLine ?? Number.POSITIVE_INFINITY;
  const known = (value: number) => (Number.isNaN(value) ? whenMissing : value);
  if (rule.kind === 'column') return values.map((value) => Math.min(known(value), maximum));
  const { minimumIncome, maximumIncome = Number.POSITIVE_INFINITY, multiple } = rule;
  return values.map((value) =>
    Math.min(multiple * Math.min(Math.max(known(value), minimumIncome), maximumIncome), maximum),
  );
}

/** Values of which no line can be made. */
export interface UnusableValues {
  /** Zero where the rule says what a missing value counts as. */
  readonly missing: number;
  readonly negative: number;
}

export function unusableValues(rule: CreditLineRule, values: ArrayLike<number>): UnusableValues {
  let [missing, negative] = [0, 0];
  if (rule.kind === 'fixed') return { missing, negative };
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at])) missing++;
    else if (values[at]! < 0) negative++;
  }
  return { missing: rule.whenMissing === undefined ? missing : 0, negative };
}

/**
 * Refuses values of which the rule cannot make a line.
 * @param of what the line is the line of, for people
 * @throws ScenarioError `missing-values` or `negative-values`, with their number
 */
export function requireUsable(rule: CreditLineRule, unusable: UnusableValues, of = ''): void {
  if (rule.kind === 'fixed') return;
  const { missing, negative } = unusable;
  if (missing > 0) {
    throw new ScenarioError(
      'missing-values',
      `${missing} rows have no ${rule.variable}, of which the line${of} is made: give the scenario a whenMissing, or leave them out.`,
    );
  }
  if (negative > 0) {
    throw new ScenarioError(
      'negative-values',
      `${negative} rows have a negative ${rule.variable}, of which the line${of} is made: correct or leave out these rows.`,
    );
  }
}

/**
 * Refuses a file without the column that a scenario's line is made of, unless the scenario says what a missing value
 * counts as.
 * @param columns index in the schema's variables of each column of the file, `null` where it is none
 * @throws ScenarioError `absent-column`, and what `lineVariable` throws
 */
export function requireLineColumn(
  scenario: Scenario,
  schema: ApplicationSchema,
  columns: readonly (number | null)[],
): void {
  const variable = lineVariable(scenario, schema);
  const { line } = scenario.assumptions;
  if (variable === null || line.kind === 'fixed' || columns.includes(variable)) return;
  if (line.whenMissing !== undefined) return;
  throw new ScenarioError(
    'absent-column',
    `The file has no column ${line.variable}, of which the line of the scenario ${scenario.id} is made: add it, or give the scenario a whenMissing.`,
  );
}
