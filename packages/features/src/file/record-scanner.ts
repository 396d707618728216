import {
  BinaryFileError,
  RecordTooLongError,
  UnclosedQuoteError,
  UnsupportedEncodingError,
} from './file-errors.ts';

/** Receives a record: `start` (inclusive) and `end` (exclusive, before the line break) in bytes, line from 1. */
export type OnRecord = (start: number, end: number, line: number) => void;

export interface RecordScannerSettings {
  readonly delimiter: string;
  /** `null`: quotation marks are ordinary characters. */
  readonly quote: '"' | null;
  /** A longer record ends the scan with `RecordTooLongError`. */
  readonly maximumRecordBytes?: number;
  /** Line of the first byte. */
  readonly firstLine?: number;
  /** A byte order mark may stand before the first byte: false for a piece out of the middle of a file. */
  readonly isFileStart?: boolean;
}

export const defaultMaximumRecordBytes = 256 * 1024;

const lineFeed = 10;
const carriageReturn = 13;
const quotationMark = 34;

type State = 'field-start' | 'in-field' | 'in-quotes' | 'quote-in-quotes';

/**
 * Finds where the records of a delimited text file begin and end, from bytes that arrive in any pieces.
 * A quote opens only at the start of a field (RFC 4180), doubled quotes belong to the field, and a quoted
 * field may hold line breaks. A record ends at LF or CRLF; a lone CR is data. Blank lines are no records but
 * count as lines. Only positions are kept between two pieces, never bytes; offsets count from the first byte.
 *
 * Throws `RecordTooLongError`, `BinaryFileError`, `UnsupportedEncodingError`, `UnclosedQuoteError`.
 */
export class RecordScanner {
  readonly #delimiter: number;
  readonly #quoted: boolean;
  readonly #maximumRecordBytes: number;
  readonly #onRecord: OnRecord;
  #mark: number[] | null;
  #state: State = 'field-start';
  #offset = 0;
  #lastByte = -1;
  #recordStart = 0;
  #recordLine: number;
  #line: number;

  constructor(settings: RecordScannerSettings, onRecord: OnRecord) {
    this.#delimiter = settings.delimiter.charCodeAt(0);
    this.#quoted = settings.quote !== null;
    this.#maximumRecordBytes = settings.maximumRecordBytes ?? defaultMaximumRecordBytes;
    this.#mark = (settings.isFileStart ?? true) ? [] : null;
    this.#line = settings.firstLine ?? 1;
    this.#recordLine = this.#line;
    this.#onRecord = onRecord;
  }

  /** Scans the next bytes of the file; records that end in them are reported before it returns. */
  push(piece: Uint8Array): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const zero = bytes.indexOf(0);
    this.#scan(this.#skipMark(zero < 0 ? bytes : bytes.subarray(0, zero)));
    const carriageReturnBytes = 1;
    if (this.#offset - this.#recordStart > this.#maximumRecordBytes + carriageReturnBytes)
      throw this.#tooLong();
    if (zero >= 0) throw new BinaryFileError(this.#line);
  }

  /** Ends the file: reports a last record that has no line break. */
  end(): void {
    if (this.#state === 'in-quotes') throw new UnclosedQuoteError(this.#recordLine);
    this.#endRecord(this.#offset, this.#lastByte);
  }

  /** Skips a UTF-8 byte order mark, even one cut by a piece's border; what looked like one so far is data. */
  #skipMark(bytes: Buffer): Buffer {
    if (this.#mark === null) return bytes;
    const known = this.#mark.length;
    this.#mark.push(...bytes.subarray(0, 3 - known));
    const [first, second, third] = this.#mark;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      throw new UnsupportedEncodingError('The file is encoded as UTF-16.');
    }
    if (this.#mark.length < 3) return bytes;
    this.#mark = null;
    if (first !== 0xef || second !== 0xbb || third !== 0xbf) return bytes;
    this.#offset = 3;
    this.#recordStart = 3;
    this.#state = 'field-start';
    return bytes.subarray(3 - known);
  }

  #scan(bytes: Buffer): void {
    if (bytes.length === 0) return;
    const isOutside = this.#state === 'field-start' || this.#state === 'in-field';
    if (!this.#quoted || (isOutside && !bytes.includes(quotationMark))) this.#hop(bytes);
    else this.#walk(bytes);
    this.#offset += bytes.length;
    this.#lastByte = bytes[bytes.length - 1]!;
  }

  /** From line feed to line feed: no quotation mark in sight. */
  #hop(bytes: Buffer): void {
    let from = 0;
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
      this.#line += 1;
      this.#endRecord(this.#offset + at, at > 0 ? bytes[at - 1]! : this.#lastByte);
      from = at + 1;
    }
    const last = bytes[bytes.length - 1];
    this.#state = last === lineFeed || last === this.#delimiter ? 'field-start' : 'in-field';
  }

  /** Byte by byte: quotation marks decide. */
  #walk(bytes: Buffer): void {
    let state = this.#state;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === quotationMark && state !== 'in-field') {
        state = state === 'in-quotes' ? 'quote-in-quotes' : 'in-quotes';
      } else if (state === 'in-quotes') {
        if (byte === lineFeed) this.#line += 1;
      } else if (byte === lineFeed) {
        this.#line += 1;
        this.#endRecord(this.#offset + at, at > 0 ? bytes[at - 1]! : this.#lastByte);
        state = 'field-start';
      } else {
        state = byte === this.#delimiter ? 'field-start' : 'in-field';
      }
    }
    this.#state = state;
  }

  /** `lineBreak` is the offset of the line feed, or of the end of the file. */
  #endRecord(lineBreak: number, byteBefore: number): void {
    const start = this.#recordStart;
    const end = byteBefore === carriageReturn && lineBreak > start ? lineBreak - 1 : lineBreak;
    if (end - start > this.#maximumRecordBytes) throw this.#tooLong();
    if (end > start) this.#onRecord(start, end, this.#recordLine);
    this.#recordStart = lineBreak + 1;
    this.#recordLine = this.#line;
  }

  #tooLong(): RecordTooLongError {
    return new RecordTooLongError(this.#recordLine, this.#maximumRecordBytes);
  }
}
