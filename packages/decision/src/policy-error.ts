export type PolicyErrorCode =
  | 'unknown-variable'
  | 'label-variable'
  | 'not-a-number-variable'
  | 'not-a-code-variable'
  | 'unlisted-code';

/** A rule of a policy cannot be applied to a schema's applicants; the message names the rule and variable. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code: PolicyErrorCode;
  /** Code of the rule. */
  readonly rule: string;
  readonly variable: string;

  constructor(code: PolicyErrorCode, rule: string, variable: string, remedy: string) {
    super(`Rule ${rule} cannot use ${variable}: ${remedy}.`);
    this.code = code;
    this.rule = rule;
    this.variable = variable;
  }
}
