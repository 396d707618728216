import { CliError } from '../terminal/cli-error.ts';

const newline = 10;
const quotationMark = 34;
const comma = 44;
const zero = 48;

/** Checks that every row of a file was delivered exactly once, as a score or as a reject. */
export class DeliveredRows {
  readonly #seen: Uint8Array;
  readonly #what: string;
  #delivered = 0;

  /** `what` names the run in an error. */
  constructor(rows: number, what: string) {
    this.#seen = new Uint8Array(rows + 1);
    this.#what = what;
  }

  /** Notes a row, from 1. Throws `CliError` for a row that the file does not have or that came before. */
  add(row: number): void {
    if (row < 1 || row >= this.#seen.length) throw new CliError(`${this.#what}: row ${row} does not exist.`);
    if (this.#seen[row] === 1) throw new CliError(`${this.#what}: row ${row} was delivered twice.`);
    this.#seen[row] = 1;
    this.#delivered += 1;
  }

  /** Notes the rows of a CSV file with a header, whose first column is the row. */
  async addCsv(pieces: AsyncIterable<Uint8Array>): Promise<number> {
    let lines = 0;
    let row = 0;
    let isFirstField = true;
    let isQuoted = false;
    for await (const piece of pieces) {
      for (const byte of piece) {
        if (byte === quotationMark) isQuoted = !isQuoted;
        else if (byte === newline && !isQuoted) {
          if (lines > 0) this.add(row);
          lines += 1;
          row = 0;
          isFirstField = true;
        } else if (byte === comma && !isQuoted) isFirstField = false;
        else if (isFirstField) row = row * 10 + byte - zero;
      }
    }
    return Math.max(0, lines - 1);
  }

  /** Throws `CliError` unless every row was noted. */
  assertComplete(): void {
    const rows = this.#seen.length - 1;
    if (this.#delivered === rows) return;
    throw new CliError(`${this.#what}: ${rows - this.#delivered} of ${rows} rows were not delivered.`);
  }
}
