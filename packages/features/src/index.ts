export type { ApplicantTable } from './applicant-table.ts';
export type { EncodedColumn, EncodedEmbedding, EncodedRows } from './encoded-rows.ts';
export { createEncoder, type Encoder } from './encoding/encoder.ts';
export { EncoderMismatchError } from './encoding/encoder-mismatch-error.ts';
export { EncoderState } from './encoding/encoder-state.ts';
export { type FittedEncoder, fitEncoder } from './encoding/fit-encoder.ts';
export { createTextCache, type TextCache } from './encoding/key-text.ts';
export { type ApplicantFile, openApplicantFile } from './file/applicant-file.ts';
export { ApplicantFileScanner, type OnApplicant } from './file/applicant-file-scanner.ts';
export { csvField, formulaSafe, safeCsvField } from './file/csv-field.ts';
export { fieldsOf } from './file/fields.ts';
export {
  BinaryFileError,
  FileError,
  RecordTooLongError,
  UnclosedQuoteError,
  UnsupportedEncodingError,
} from './file/file-errors.ts';
export { FileLayout } from './file/file-layout.ts';
export { FileLayoutError, type FileLayoutErrorCode, fileLayoutErrorCodes } from './file/file-layout-error.ts';
export { detectLayout } from './file/layout.ts';
export { isOldWorkbook, whyNotText } from './file/not-text.ts';
export { type OnRecord, RecordScanner, type RecordScannerSettings } from './file/record-scanner.ts';
export { recordAt, recordBytesIn } from './file/records-in.ts';
export { ApplicationError, applicantsFromJson, unknownFields } from './validation/applicant-from-json.ts';
export { applicantIdsIn } from './validation/applicant-ids.ts';
export { givenValues } from './validation/given-values.ts';
export { type OutcomeReader, outcomeReader } from './validation/outcome-reader.ts';
export { type ParsedApplicants, type PiecePosition, parseApplicants } from './validation/parse-applicants.ts';
export { readNumber } from './validation/read-number.ts';
export { selectRows } from './validation/select-rows.ts';
export { TrainingDataError } from './validation/training-data-error.ts';
export { parseTrainingRows, type TrainingRows } from './validation/training-rows.ts';
export { type VariableReader, variableReader } from './validation/variable-reader.ts';
export { warningDetails } from './validation/warning-details.ts';
