/** A file that cannot be read at all; the message says what to do and holds no value of an applicant. */
export abstract class FileError extends Error {
  abstract readonly code: string;
  /** Physical line where the trouble begins, from 1; `null` where no line can be named. */
  readonly line: number | null;

  constructor(message: string, line: number | null) {
    super(message);
    this.name = new.target.name;
    this.line = line;
  }
}

/** A record is longer than the limit: an unclosed quotation mark, a wrong delimiter or not a text file. */
export class RecordTooLongError extends FileError {
  readonly code = 'record-too-long';

  constructor(line: number, maximumRecordBytes: number) {
    super(
      `The row that begins on line ${line} is longer than ${maximumRecordBytes} bytes. ` +
        'Look for a quotation mark that is never closed, or save the file as plain CSV again.',
      line,
    );
  }
}

/** The file holds a NUL byte, which no text file does. */
export class BinaryFileError extends FileError {
  readonly code = 'binary-file';

  constructor(line: number) {
    super(
      `Line ${line} holds a NUL byte: this is not a text file. ` +
        'Unpack it first where it is compressed, otherwise export the data as CSV in UTF-8.',
      line,
    );
  }
}

/** The file is text in another encoding than UTF-8. */
export class UnsupportedEncodingError extends FileError {
  readonly code = 'unsupported-encoding';

  /** `found` says what it is, or why it cannot be UTF-8. */
  constructor(found: string) {
    super(`${found} Save it as "CSV UTF-8" and upload it again.`, null);
  }
}

/** The file ends inside a quoted field. */
export class UnclosedQuoteError extends FileError {
  readonly code = 'unclosed-quote';

  constructor(line: number) {
    super(
      `The row that begins on line ${line} opens a quotation mark that is never closed. ` +
        'Close it, or double it where it belongs to the text, and upload the file again.',
      line,
    );
  }
}
