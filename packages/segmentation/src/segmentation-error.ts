import type { SegmentationErrorCode } from '@bora/contracts';

export type { SegmentationErrorCode };

/** What was asked cannot be done with this file or these numbers; the message says what to do and holds no value of a customer. */
export class SegmentationError extends Error {
  override readonly name = 'SegmentationError';
  readonly code: SegmentationErrorCode;
  /** Columns that it is about, by their names in the layout. */
  readonly columns: readonly string[];

  constructor(
    code: SegmentationErrorCode,
    message: string,
    options?: ErrorOptions & { columns?: readonly string[] },
  ) {
    super(message, options);
    this.code = code;
    this.columns = options?.columns ?? [];
  }
}
