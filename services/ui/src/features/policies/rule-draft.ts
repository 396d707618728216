import { type ApplicationSchema, PolicyRule, type Variable } from '@bora/contracts';
import { compilePolicy, PolicyError } from '@bora/decision';
import { texts } from '../../shared/texts.ts';

const said = texts.ruleForm;

type Condition = PolicyRule['when']['kind'];

/** A rule as it is typed. */
export interface RuleDraft {
  /** Of the rule that is changed; null for a new one. */
  readonly code: string | null;
  readonly variable: string;
  readonly condition: Condition;
  /** Bound of a number. */
  readonly bound: string;
  /** Codes of anything else. */
  readonly codes: readonly string[];
  readonly decision: PolicyRule['decision'];
  readonly text: string;
}

/** What is wrong with a draft, by field. */
export type RuleProblems = Partial<Record<'variable' | 'bound' | 'codes' | 'text' | 'whole', string>>;

export type CheckedRule =
  | { readonly rule: PolicyRule; readonly problems: null }
  | { readonly rule: null; readonly problems: RuleProblems };

export const emptyDraft: RuleDraft = {
  code: null,
  variable: '',
  condition: 'above',
  bound: '',
  codes: [],
  decision: 'refer',
  text: '',
};

export function draftOf({ code, text, when, decision }: PolicyRule): RuleDraft {
  return {
    code,
    text,
    decision,
    variable: when.variable,
    condition: when.kind,
    bound: 'value' in when ? String(when.value) : '',
    codes: 'values' in when ? when.values : [],
  };
}

/** What can be asked of a variable. */
export function conditionsOf({ kind }: Pick<Variable, 'kind'>): readonly Condition[] {
  return kind === 'number' ? ['above', 'below', 'missing'] : ['one-of', 'missing'];
}

/** The rule that a draft stands for, or what is wrong with it. @param taken codes of the policy's other rules */
export function checkRule(
  draft: RuleDraft,
  schema: ApplicationSchema,
  taken: ReadonlySet<string>,
): CheckedRule {
  const problems = problemsOf(draft);
  if (Object.keys(problems).length > 0) return { rule: null, problems };
  const text = draft.text.trim();
  const rule: PolicyRule = {
    code: draft.code ?? freeCode(text, taken),
    text,
    when: whenOf(draft),
    decision: draft.decision,
  };
  const problem = ruleProblem(rule, schema);
  return problem === null ? { rule, problems: null } : { rule: null, problems: { whole: problem } };
}

/** Why a rule cannot be applied to the schema's applicants; null where it can. */
export function ruleProblem(rule: PolicyRule, schema: ApplicationSchema): string | null {
  if (!PolicyRule.safeParse(rule).success) return said.notARule;
  try {
    compilePolicy({ approveBelow: 0, declineFrom: 1, rules: [rule] }, schema);
    return null;
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
}

function problemsOf({ variable, condition, bound, codes, text }: RuleDraft): RuleProblems {
  const isBounded = condition === 'below' || condition === 'above';
  return {
    ...(variable === '' ? { variable: said.chooseVariable } : {}),
    ...(isBounded && !isNumber(bound) ? { bound: said.giveNumber } : {}),
    ...(condition === 'one-of' && codes.length === 0 ? { codes: said.giveCodes } : {}),
    ...(text.trim() === '' ? { text: said.giveText } : {}),
  };
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function whenOf({ condition, variable, bound, codes }: RuleDraft): PolicyRule['when'] {
  if (condition === 'missing') return { kind: condition, variable };
  if (condition === 'one-of') return { kind: condition, variable, values: [...codes] };
  return { kind: condition, variable, value: Number(bound) };
}

const longestStem = 50;

/** A code made of the text, such as `income-too-low`, that no other rule has. */
function freeCode(text: string, taken: ReadonlySet<string>): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const stem =
    words
      .join('-')
      .replace(/^[^a-z]+/, '')
      .slice(0, longestStem) || 'rule';
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(code)) return code;
  }
}
