import type { ApplicationSchema } from '@bora/contracts';
import { UnsupportedEncodingError } from './file-errors.ts';
import type { FileLayout } from './file-layout.ts';
import { FileLayoutError, noApplicants } from './file-layout-error.ts';
import { detectLayout } from './layout.ts';
import { defaultMaximumRecordBytes, RecordScanner } from './record-scanner.ts';
import { UndecodableLines } from './undecodable-lines.ts';

/** The published dialect may not be this file's: look no further with it than the first record needs. */
const probedBytes = 16 * 1024;

/** Fewer lines that are not UTF-8, or a smaller share of the rows, are dirt that each row is warned of. */
const undecodableLines = 10;
const undecodableShare = 0.05;

/** Receives an applicant's record: bytes `start` to `end` (exclusive), line and row, both from 1. */
export type OnApplicant = (start: number, end: number, line: number, row: number) => void;

/**
 * Reads a file from its first byte, in any pieces: finds the layout in the first record, then reports every
 * record but the header. Holds back bytes only until the first record is complete.
 *
 * Throws `FileLayoutError`, the errors of `RecordScanner`, and at the end `UnsupportedEncodingError` where at least ten
 * lines, and one for every twenty rows, are not UTF-8.
 */
export class ApplicantFileScanner {
  readonly #schema: ApplicationSchema;
  readonly #onApplicant: OnApplicant;
  readonly #maximumRecordBytes: number;
  readonly #probe: RecordScanner;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #firstRecord: { start: number; end: number } | null = null;
  #layout: FileLayout | null = null;
  #scanner: RecordScanner | null = null;
  readonly #undecodable = new UndecodableLines();
  #recordCount = 0;

  constructor(
    schema: ApplicationSchema,
    onApplicant: OnApplicant,
    maximumRecordBytes = defaultMaximumRecordBytes,
  ) {
    this.#schema = schema;
    this.#onApplicant = onApplicant;
    this.#maximumRecordBytes = maximumRecordBytes;
    this.#probe = new RecordScanner({ ...schema.file, maximumRecordBytes }, (start, end) => {
      this.#firstRecord ??= { start, end };
    });
  }

  /** `null` until the first record is complete. */
  get layout(): FileLayout | null {
    return this.#layout;
  }

  /** Applicants reported so far. */
  get rowCount(): number {
    return Math.max(0, this.#recordCount - (this.#layout?.header ? 1 : 0));
  }

  /** Scans the next bytes of the file; records that end in them are reported before it returns. */
  push(piece: Uint8Array): void {
    this.#undecodable.push(piece);
    let from = 0;
    for (; this.#scanner === null && from < piece.length; from += probedBytes) {
      this.#findFirstRecord(piece.subarray(from, from + probedBytes));
    }
    if (from < piece.length) this.#scanner?.push(piece.subarray(from));
  }

  /** Ends the file. Throws `FileLayoutError` (`empty-file`) where it held no applicant. */
  end(): void {
    if (this.#scanner === null) {
      this.#probe.end();
      if (this.#firstRecord !== null) this.#start(this.#firstRecord);
    }
    this.#scanner?.end();
    this.#undecodable.end();
    this.#refuseOtherEncoding();
    if (this.rowCount > 0) return;
    throw noApplicants();
  }

  #refuseOtherEncoding(): void {
    const { count } = this.#undecodable;
    if (count < undecodableLines || count < this.rowCount * undecodableShare) return;
    throw new UnsupportedEncodingError(
      `The bytes of ${count} lines are not UTF-8: the file is in another encoding, such as Windows-1252 ("ANSI").`,
    );
  }

  #findFirstRecord(piece: Uint8Array): void {
    // A copy, because the caller may read into the same buffer again; `slice` of a Buffer makes none.
    this.#held.push(Buffer.from(piece));
    this.#heldBytes += piece.length;
    this.#probe.push(piece);
    if (this.#firstRecord !== null) this.#start(this.#firstRecord);
    else if (this.#heldBytes > 2 * this.#maximumRecordBytes + probedBytes) {
      throw new FileLayoutError({
        code: 'unrecognised-file',
        columns: [],
        describe: () => 'The file begins with too many blank lines.',
      });
    }
  }

  #start({ start, end }: { start: number; end: number }): void {
    const held = this.#held;
    this.#held = [];
    this.#layout = detectLayout(Buffer.concat(held).subarray(start, end), this.#schema);
    const headerCount = this.#layout.header ? 1 : 0;
    const settings = { ...this.#layout, maximumRecordBytes: this.#maximumRecordBytes };
    this.#scanner = new RecordScanner(settings, (from, to, line) => {
      this.#recordCount += 1;
      const row = this.#recordCount - headerCount;
      if (row > 0) this.#onApplicant(from, to, line, row);
    });
    for (const piece of held) this.#scanner.push(piece);
  }
}
