export type MetricInputErrorCode =
  | 'empty'
  | 'unequal-lengths'
  | 'not-a-number'
  | 'out-of-range'
  | 'label-not-binary'
  | 'one-class-only'
  | 'too-few-values';

/** A statistic was asked of numbers it is not defined for; the message names positions, never values. */
export class MetricInputError extends Error {
  override readonly name = 'MetricInputError';
  readonly code: MetricInputErrorCode;

  constructor(code: MetricInputErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
