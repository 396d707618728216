import type { ApplicationSchema } from '@bora/contracts';
import { ApplicantFileScanner, type FileLayout } from '@bora/features';
import { ApiProblem } from '../errors.ts';
import { PendingBytes } from './pending-bytes.ts';

/** Whole records that stand one after another in the file. */
export interface CutChunk {
  /** Row of the first record, from 1. */
  readonly firstRow: number;
  readonly rows: number;
  /** Physical line of the first record, from 1. */
  readonly firstLine: number;
  readonly bytes: Buffer;
}

export interface ChunkLimits {
  readonly rowsPerChunk: number;
  readonly maximumRows: number;
  readonly maximumRecordBytes: number;
}

/** Rows may be long: a chunk also ends when it holds so many bytes. Many uploads at once hold some chunks each. */
const maximumChunkBytes = 1024 * 1024;

interface OpenChunk {
  readonly firstRow: number;
  readonly firstLine: number;
  /** Offsets in the file: of the first record's start and the last one's end. */
  readonly start: number;
  end: number;
  rows: number;
}

/**
 * Cuts a file that arrives in pieces into chunks of records. The chunks hold every record after the header once,
 * in order; what stands between two chunks is blank. Memory: one chunk and one record.
 *
 * Throws `ApiProblem` for too many rows, and what `ApplicantFileScanner` throws.
 */
export class ChunkCutter {
  readonly #limits: ChunkLimits;
  readonly #pending = new PendingBytes();
  readonly #scanner: ApplicantFileScanner;
  #open: OpenChunk | null = null;
  #cuts: { chunk: OpenChunk; end: number }[] = [];

  constructor(schema: ApplicationSchema, limits: ChunkLimits) {
    this.#limits = limits;
    const onRecord = (start: number, end: number, line: number, row: number) =>
      this.#addRecord(start, end, line, row);
    this.#scanner = new ApplicantFileScanner(schema, onRecord, limits.maximumRecordBytes);
  }

  /** `null` until the first record is complete. */
  get layout(): FileLayout | null {
    return this.#scanner.layout;
  }

  get rowCount(): number {
    return this.#scanner.rowCount;
  }

  /** The chunks that are complete with this piece. The piece must not change afterwards. */
  push(piece: Buffer): CutChunk[] {
    this.#pending.append(piece);
    this.#scanner.push(piece);
    this.#giveUpBlanks();
    return this.#takeCuts();
  }

  /** The rest. */
  end(): CutChunk[] {
    this.#scanner.end();
    this.#close(this.#pending.end);
    return this.#takeCuts();
  }

  #addRecord(start: number, end: number, line: number, row: number): void {
    if (row > this.#limits.maximumRows) {
      throw new ApiProblem(
        'upload-too-many-rows',
        `A file may have at most ${this.#limits.maximumRows} rows. Split it.`,
      );
    }
    const isFull =
      this.#open !== null &&
      (this.#open.rows === this.#limits.rowsPerChunk || end - this.#open.start > maximumChunkBytes);
    if (isFull) this.#close(start);
    this.#open ??= { firstRow: row, firstLine: line, start, end, rows: 0 };
    this.#open.rows += 1;
    this.#open.end = end;
  }

  #close(end: number): void {
    if (this.#open) this.#cuts.push({ chunk: this.#open, end });
    this.#open = null;
  }

  /** A file may hold any number of blank lines, which belong to no record: they are not kept waiting for one. */
  #giveUpBlanks(): void {
    const possibleStart = this.#pending.end - this.#limits.maximumRecordBytes - 2;
    if (this.#open && this.#open.end < possibleStart) this.#close(this.#open.end);
    if (!this.#open && this.#cuts.length === 0) this.#pending.dropBefore(possibleStart);
  }

  #takeCuts(): CutChunk[] {
    const cuts = this.#cuts;
    this.#cuts = [];
    return cuts.map(({ chunk: { firstRow, rows, firstLine, start }, end }) => ({
      firstRow,
      rows,
      firstLine,
      bytes: this.#pending.take(start, end),
    }));
  }
}
