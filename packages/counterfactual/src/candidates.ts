import {
  type Application,
  type ApplicationSchema,
  type Distribution,
  isPredictor,
  type Policy,
} from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson } from '@bora/features';
import { changeSize } from './change-size.ts';
import { type PresentValue, reachableValues } from './reachable-values.ts';
import type { StandingRule } from './standing-rules.ts';

/** The model and policy that decided, as far as the search needs them. */
export interface SearchedModel {
  readonly schema: ApplicationSchema;
  /** Index in the schema of every variable that the model uses. */
  readonly usedVariables: readonly number[];
  /** What training knew of each predictor, by name. */
  readonly trained: Readonly<Record<string, Distribution>>;
  readonly policy: Policy;
  /** PD and warning bits, one a row; a row's are the same whatever stands beside it, but for 1e-6. */
  score(table: ApplicantTable): { readonly pd: ArrayLike<number>; readonly warnings: ArrayLike<number> };
}

/** One value that is considered. */
export interface Candidate {
  readonly variable: number;
  readonly to: string | number;
  readonly size: number;
}

/**
 * Values of changeable variables that matter to the model or to a standing rule, in the order of the schema:
 * those of which the model does not warn where it did not warn before, and for which no standing rule holds.
 *
 * @param base the application as it is, one row
 */
export function candidatesOf(
  model: SearchedModel,
  given: Application,
  base: ApplicantTable,
  rules: readonly StandingRule[],
): Candidate[] {
  const reachable = reachableOf(model, base, rules);
  const table = withCandidates(given, reachable, model.schema);
  const { warnings } = model.score(table);
  return reachable.filter(({ variable }, index) => {
    const row = index + 1;
    const warnsAnew = (warnings[row]! & ~warnings[0]!) !== 0;
    return !warnsAnew && !rules.some((rule) => rule.variable === variable && rule.holds(row, table));
  });
}

/** Row 0 is the application as given, row `n + 1` the one with candidate `n` alone. */
export function withCandidates(
  given: Application,
  candidates: readonly Candidate[],
  schema: ApplicationSchema,
): ApplicantTable {
  const changed = candidates.map(({ variable, to }) => ({
    ...given,
    [schema.variables[variable]!.name]: to,
  }));
  return applicantsFromJson([given, ...changed], schema);
}

function reachableOf(
  { schema, trained, usedVariables }: SearchedModel,
  base: ApplicantTable,
  rules: readonly StandingRule[],
): Candidate[] {
  const matters = new Set([...usedVariables, ...rules.map(({ variable }) => variable)]);
  const isGiven = (name: string) =>
    presentValue(
      base,
      schema.variables.findIndex((variable) => variable.name === name),
    ).text !== '';
  return schema.variables.flatMap((variable, index) => {
    const distribution = trained[variable.name];
    if (!variable.changeable || !isPredictor(variable) || !matters.has(index) || !distribution) return [];
    if (!(variable.change?.needs ?? []).every(isGiven)) return [];
    const present = presentValue(base, index);
    return reachableValues(variable, distribution, present).map((to) => ({
      variable: index,
      to,
      size: changeSize(distribution, present, to),
    }));
  });
}

function presentValue(table: ApplicantTable, variable: number): PresentValue {
  return { text: table.text[variable]![0]!, number: table.number[variable]?.[0] ?? Number.NaN };
}
