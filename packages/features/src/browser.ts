/** The part of the package that needs nothing but a browser: how a file is laid out and what its values mean. */
export { fieldsOf } from './file/fields.ts';
export { FileError } from './file/file-errors.ts';
export type { FileLayout } from './file/file-layout.ts';
export { FileLayoutError, type FileLayoutErrorCode, noApplicants } from './file/file-layout-error.ts';
export { namesOfFirstRow } from './file/first-row.ts';
export { excludedNames, normaliseName, variablesByName } from './file/header.ts';
export { detectLayout } from './file/layout.ts';
export { whyNotText } from './file/not-text.ts';
export { type Reading, type VariableReader, variableReader } from './validation/variable-reader.ts';
