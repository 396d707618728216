import { FileError } from './file-errors.ts';

export const fileLayoutErrorCodes = [
  'empty-file',
  'unrecognised-file',
  'unknown-columns',
  'missing-columns',
  'ambiguous-header',
  'too-many-columns',
] as const;
export type FileLayoutErrorCode = (typeof fileLayoutErrorCodes)[number];

const maximumNames = 20;
const maximumNameLength = 100;

/**
 * The first record does not say how to read the file. `columns` holds names of a header or of the schema,
 * at most 20 of at most 100 characters; never a value of a data row.
 */
export class FileLayoutError extends FileError {
  override readonly code: FileLayoutErrorCode;
  readonly columns: string[];

  /** `describe` gets the shortened names, joined, and says what is wrong and what to do. */
  constructor(code: FileLayoutErrorCode, columns: readonly string[], describe: (names: string) => string) {
    const shown = columns.slice(0, maximumNames).map((name) => name.slice(0, maximumNameLength));
    const more = columns.length - shown.length;
    super(describe(shown.join(', ') + (more > 0 ? ` and ${more} more` : '')), null);
    this.code = code;
    this.columns = shown;
  }
}
