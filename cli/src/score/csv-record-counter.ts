const newline = 10;
const quotationMark = 34;

/** Counts the records of a CSV file that comes in pieces, and keeps its first line. */
export class CsvRecordCounter {
  #records = 0;
  #isQuoted = false;
  #firstLine = '';

  /** Records that have ended, the header's too. */
  get records(): number {
    return this.#records;
  }

  /** The header, without its line break. */
  get firstLine(): string {
    return this.#firstLine.split(/\r?\n/, 1)[0]!;
  }

  push(piece: Uint8Array): void {
    if (this.#records === 0) this.#firstLine += Buffer.from(piece).toString();
    for (const byte of piece) {
      if (byte === quotationMark) this.#isQuoted = !this.#isQuoted;
      else if (byte === newline && !this.#isQuoted) this.#records += 1;
    }
  }
}
