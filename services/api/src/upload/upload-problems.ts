import type { ProblemCode } from '@bora/contracts';
import {
  BinaryFileError,
  FileError,
  FileLayoutError,
  type FileLayoutErrorCode,
  RecordTooLongError,
  UnclosedQuoteError,
  UnsupportedEncodingError,
} from '@bora/features';
import { ApiProblem } from '../errors.ts';
import { SpreadsheetError } from '../spreadsheet/spreadsheet-error.ts';

const layoutCodes: Record<FileLayoutErrorCode, ProblemCode> = {
  'empty-file': 'upload-empty',
  'unrecognised-file': 'file-unrecognised',
  'unknown-columns': 'file-unknown-columns',
  'missing-columns': 'file-missing-columns',
  'ambiguous-header': 'file-ambiguous-header',
  'too-many-columns': 'file-too-many-columns',
};

/** The named problem of an error in the file; any other error as it is. */
export function fileProblem(error: unknown): unknown {
  if (error instanceof FileLayoutError) {
    const fields = error.columns.length > 0 ? error.columns : undefined;
    return new ApiProblem(layoutCodes[error.code], error.message, { fields });
  }
  if (error instanceof FileError) {
    return new ApiProblem(fileCode(error), error.message, { line: error.line ?? undefined });
  }
  if (error instanceof SpreadsheetError) return new ApiProblem(error.code, error.message, { cause: error });
  return error;
}

function fileCode(error: FileError): ProblemCode {
  if (error instanceof BinaryFileError) return 'file-binary';
  if (error instanceof UnsupportedEncodingError) return 'file-encoding';
  if (error instanceof RecordTooLongError) return 'file-record-too-long';
  if (error instanceof UnclosedQuoteError) return 'file-unclosed-quote';
  return 'file-unrecognised';
}

export function uploadIncomplete(cause?: unknown): ApiProblem {
  return new ApiProblem(
    'upload-incomplete',
    'The upload broke off before the end of the file. Upload the file again.',
    { cause },
  );
}

export function uploadTooLarge(maximumBytes: number): ApiProblem {
  return new ApiProblem('upload-too-large', `A file may have at most ${maximumBytes} bytes. Split it.`);
}

export function uploadStalled(idleTimeoutMs: number): ApiProblem {
  return new ApiProblem(
    'upload-stalled',
    `The upload stood still, or nearly so, for ${idleTimeoutMs} ms. Upload the file again.`,
  );
}

export function batchEndedMeanwhile(): ApiProblem {
  return new ApiProblem('batch-ended', 'The batch was cancelled while its file was being uploaded.');
}
