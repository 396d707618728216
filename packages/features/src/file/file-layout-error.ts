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

/** One thing that is wrong with the first record. */
export interface LayoutFault {
  readonly code: FileLayoutErrorCode;
  /** Names of a header or of the schema; never a value of a data row. */
  readonly columns: readonly string[];
  /** Gets the shortened names, joined, and says what is wrong and what to do. */
  readonly describe: (names: string) => string;
}

/**
 * The first record does not say how to read the file. `code` is that of the first fault, the message says them all,
 * and `columns` names those of all of them: of each at most 20 of at most 100 characters.
 */
export class FileLayoutError extends FileError {
  override readonly code: FileLayoutErrorCode;
  readonly columns: string[];

  constructor(fault: LayoutFault, ...more: readonly LayoutFault[]) {
    const faults = [fault, ...more];
    super(faults.map(({ columns, describe }) => describe(listed(columns))).join(' '), null);
    this.code = fault.code;
    this.columns = faults.flatMap(({ columns }) => shown(columns));
  }
}

/** A file whose records end with its header. */
export function noApplicants(): FileLayoutError {
  return new FileLayoutError({
    code: 'empty-file',
    columns: [],
    describe: () => 'The file holds no applicants. Add rows, one for each.',
  });
}

function shown(columns: readonly string[]): string[] {
  return columns.slice(0, maximumNames).map((name) => name.slice(0, maximumNameLength));
}

function listed(columns: readonly string[]): string {
  const more = columns.length - maximumNames;
  return shown(columns).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
