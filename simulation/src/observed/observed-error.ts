export type ObservedErrorCode =
  | 'not-json'
  | 'invalid-economics'
  | 'absent-column'
  | 'unreadable-amount'
  | 'unreadable-value'
  | 'unreadable-outcome'
  | 'no-loans';

/** Observed cash flows cannot be counted; the message says what to do and holds no value of an applicant. */
export class ObservedError extends Error {
  override readonly name = 'ObservedError';
  readonly code: ObservedErrorCode;

  constructor(code: ObservedErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
