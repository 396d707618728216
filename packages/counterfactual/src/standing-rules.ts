import type { ApplicationSchema, Decision, Policy } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';

/** A rule that keeps an application from every better decision, until its variable has another value. */
export interface StandingRule {
  /** Index in `policy.rules`. */
  readonly rule: number;
  /** Index in the schema of the one variable that it reads. */
  readonly variable: number;
  readonly holds: (row: number, table: ApplicantTable) => boolean;
}

/** The rules that ask for `from` or something stricter and hold for row 0. */
export function standingRules(
  policy: Policy,
  schema: ApplicationSchema,
  from: Decision,
  table: ApplicantTable,
): StandingRule[] {
  return policy.rules.flatMap((rule, index) => {
    if (strictness[rule.decision] < strictness[from]) return [];
    // With cut-offs that approve everybody, whoever is not approved meets the rule.
    const alone = compilePolicy({ ...policy, approveBelow: 1, declineFrom: 1, rules: [rule] }, schema);
    const holds = (row: number, rows: ApplicantTable) => alone(0, row, rows).decision !== 'approve';
    const variable = schema.variables.findIndex(({ name }) => name === rule.when.variable);
    return holds(0, table) ? [{ rule: index, variable, holds }] : [];
  });
}

/** The next better decision, null where there is none. */
export function nextBetter(decision: Decision): Decision | null {
  return decision === 'decline' ? 'refer' : decision === 'refer' ? 'approve' : null;
}

export function isBetter(decision: Decision, than: Decision): boolean {
  return strictness[decision] < strictness[than];
}

const strictness: Record<Decision, number> = { approve: 0, refer: 1, decline: 2 };
