export type ScenarioErrorCode =
  | 'not-json'
  | 'invalid-scenario'
  | 'other-schema'
  | 'unknown-variable'
  | 'not-a-number-variable'
  | 'absent-column'
  | 'missing-values'
  | 'negative-values'
  | 'unknown-segment'
  | 'unusable-segment';

/** A scenario cannot be applied; the message says which one, which assumption and what to do. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly code: ScenarioErrorCode;

  constructor(code: ScenarioErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
