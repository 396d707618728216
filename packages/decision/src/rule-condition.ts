import type { PolicyRule } from '@bora/contracts';

/**
 * Whether a rule's condition holds for a value.
 *
 * @param text the trimmed value, `''` where missing.
 * @param number the value of a number variable, NaN where missing or not a number.
 */
export type RuleCondition = (text: string, number: number) => boolean;

/** The test of a rule's `when`. A missing value is neither below nor above anything, and only `missing` meets it. */
export function ruleCondition(when: PolicyRule['when']): RuleCondition {
  switch (when.kind) {
    case 'below':
      return (_text, number) => number < when.value;
    case 'above':
      return (_text, number) => number > when.value;
    case 'missing':
      return (text) => text === '';
    case 'one-of': {
      const codes = new Set(when.values);
      return (text) => codes.has(text);
    }
  }
}
