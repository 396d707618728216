import type { ApplicationSchema, PolicyRule, PolicyTerms, Variable } from '@bora/contracts';
import { decisionByCutOff, type PolicyDecision, strictest } from './policy-decision.ts';
import { PolicyError } from './policy-error.ts';
import { ruleCondition } from './rule-condition.ts';

/** Applicants in columns, variables in the order of the schema; the part of a table that rules read. */
export interface ApplicantColumns {
  /** `text[variable][row]`: the trimmed value, `''` where missing. */
  readonly text: readonly (readonly string[])[];
  /** `number[variable][row]`: the value, NaN where missing; `undefined` unless the variable is a number. */
  readonly number: readonly (ArrayLike<number> | undefined)[];
}

/** Decides one row of a table; throws `PdOutOfRangeError` when `pd` is not in 0..1. */
export type CompiledPolicy = (pd: number, row: number, table: ApplicantColumns) => PolicyDecision;

/**
 * Checks a policy against a schema once and returns the function that applies it to rows of the schema's tables:
 * the strictest of the cut-offs' decision and of every rule that holds.
 *
 * @throws PolicyError when a rule names a variable that the schema lacks or that cannot meet its condition.
 */
export function compilePolicy(policy: PolicyTerms, schema: ApplicationSchema): CompiledPolicy {
  const tests = policy.rules.map((rule) => compileRule(rule, schema));
  return (pd, row, table) =>
    strictest(policy, decisionByCutOff(pd, policy), (rule) => tests[rule]!(row, table));
}

function compileRule(
  rule: PolicyRule,
  schema: ApplicationSchema,
): (row: number, table: ApplicantColumns) => boolean {
  const column = schema.variables.findIndex((variable) => variable.name === rule.when.variable);
  const variable = schema.variables[column];
  if (!variable) {
    throw new PolicyError(
      'unknown-variable',
      rule.code,
      rule.when.variable,
      `the schema ${schema.id} has no such variable`,
    );
  }
  assertCanHold(rule, variable);
  const holds = ruleCondition(rule.when);
  return (row, table) => holds(table.text[column]![row]!, table.number[column]?.[row] ?? Number.NaN);
}

function assertCanHold(rule: PolicyRule, variable: Variable): void {
  const { when } = rule;
  if (variable.kind === 'label') {
    throw new PolicyError(
      'label-variable',
      rule.code,
      variable.name,
      'the outcome is not known when the decision is made',
    );
  }
  if ((when.kind === 'below' || when.kind === 'above') && variable.kind !== 'number') {
    throw new PolicyError(
      'not-a-number-variable',
      rule.code,
      variable.name,
      `"${when.kind}" needs a number, use "one-of"`,
    );
  }
  if (when.kind === 'one-of') assertCodesCanOccur(rule.code, when.values, variable);
}

function assertCodesCanOccur(rule: string, codes: readonly string[], variable: Variable): void {
  if (variable.kind === 'number') {
    throw new PolicyError(
      'not-a-code-variable',
      rule,
      variable.name,
      'it is a number, use "below" or "above" instead of "one-of"',
    );
  }
  const listed = listedCodes(variable);
  for (const code of codes) {
    const canOccur = listed ? listed.has(code) : code !== '' && code === code.trim();
    if (canOccur) continue;
    const remedy = listed
      ? `the schema does not list the code "${code}"`
      : `no value can be "${code}": values are trimmed, and "missing" is a condition of its own`;
    throw new PolicyError('unlisted-code', rule, variable.name, remedy);
  }
}

/** Codes that a variable may have, or `null` where codes outside the schema are expected. */
function listedCodes(variable: Variable): ReadonlySet<string> | null {
  if (variable.kind === 'flag') return new Set([...(variable.yes ?? []), ...(variable.no ?? [])]);
  if (variable.values === undefined || variable.open) return null;
  return new Set(Object.keys(variable.values));
}
