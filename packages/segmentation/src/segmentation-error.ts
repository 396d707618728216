export const segmentationErrorCodes = [
  'no-customers',
  'too-few-customers',
  'too-few-distinct',
  'constant-feature',
  'not-a-number',
  'invalid-parameter',
  'too-many-customers',
  'eps-too-small',
  'too-many-neighbours',
  'singular-covariance',
  'one-segment',
  'all-noise',
  'empty-file',
  'missing-columns',
  'ambiguous-columns',
  'wrong-field-count',
  'unreadable-dates',
  'unreadable-numbers',
  'snapshot-too-early',
  'duplicate-customer',
  'no-usable-rows',
  'wrong-features',
] as const;
export type SegmentationErrorCode = (typeof segmentationErrorCodes)[number];

/** What was asked cannot be done with this file or these numbers; the message says what to do and holds no value of a customer. */
export class SegmentationError extends Error {
  override readonly name = 'SegmentationError';
  readonly code: SegmentationErrorCode;

  constructor(code: SegmentationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
