import { isUtf8 } from 'node:buffer';

const lineFeed = 10;
/** No record is so long; of a longer line the rest counts as a line of its own. */
const maximumHeldBytes = 4 * 1024 * 1024;

/** Counts the lines of a file that are not UTF-8, from bytes that arrive in any pieces. */
export class UndecodableLines {
  /** Copies of the parts of a line whose end has not come. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #count = 0;

  /** Lines that ended so far. */
  get count(): number {
    return this.#count;
  }

  push(piece: Uint8Array): void {
    const first = piece.indexOf(lineFeed) + 1;
    if (first === 0) {
      this.#hold(piece);
      if (this.#heldBytes > maximumHeldBytes) this.end();
      return;
    }
    this.#hold(piece.subarray(0, first));
    this.end();
    const last = piece.lastIndexOf(lineFeed) + 1;
    this.#hold(piece.subarray(last));
    const whole = piece.subarray(first, last);
    if (isUtf8(whole)) return;
    let from = 0;
    for (let at = whole.indexOf(lineFeed); at >= 0; at = whole.indexOf(lineFeed, from)) {
      if (!isUtf8(whole.subarray(from, at))) this.#count += 1;
      from = at + 1;
    }
  }

  /** Ends the line that is held, be it without a line break. */
  end(): void {
    if (!isUtf8(Buffer.concat(this.#held))) this.#count += 1;
    this.#held = [];
    this.#heldBytes = 0;
  }

  #hold(part: Uint8Array): void {
    this.#held.push(Buffer.from(part));
    this.#heldBytes += part.length;
  }
}
