import type { ProblemCode } from '@bora/contracts';

export type SpreadsheetErrorCode = Extract<ProblemCode, `spreadsheet-${string}`>;

/** A spreadsheet that cannot be read, or not within the limits. The message is said to the user. */
export class SpreadsheetError extends Error {
  override readonly name = 'SpreadsheetError';
  readonly code: SpreadsheetErrorCode;

  constructor(code: SpreadsheetErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export function spreadsheetUnreadable(cause?: unknown): SpreadsheetError {
  return new SpreadsheetError(
    'spreadsheet-unreadable',
    'The file is no readable XLSX workbook. Save it again as .xlsx without a password, or as CSV UTF-8.',
    cause,
  );
}

export function spreadsheetTooLarge(cause?: unknown): SpreadsheetError {
  return new SpreadsheetError(
    'spreadsheet-too-large',
    'The workbook unpacks to more than a spreadsheet of applicants needs. Save the sheet as CSV UTF-8.',
    cause,
  );
}
