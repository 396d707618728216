import type { SegmentationErrorCode } from '@bora/contracts';

export type { SegmentationErrorCode };

/** What was asked cannot be done with this file or these numbers; the message says what to do and holds no value of a customer. */
export class SegmentationError extends Error {
  override readonly name = 'SegmentationError';
  readonly code: SegmentationErrorCode;

  constructor(code: SegmentationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
