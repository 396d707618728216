/** The bytes of a file that no chunk has taken yet, by their offset in the file; nothing is copied before `take`. */
export class PendingBytes {
  #pieces: Buffer[] = [];
  #start = 0;
  #end = 0;

  append(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#end += piece.length;
  }

  /** Offset of the end of the last piece. */
  get end(): number {
    return this.#end;
  }

  /** A copy of the bytes from `start` up to and without `end`. They and all before them are given up. */
  take(start: number, end: number): Buffer {
    this.dropBefore(start);
    const taken = Buffer.allocUnsafeSlow(end - start);
    let at = 0;
    for (const piece of this.#pieces) {
      if (at === taken.length) break;
      at += piece.copy(taken, at, 0, taken.length - at);
    }
    this.dropBefore(end);
    return taken;
  }

  dropBefore(offset: number): void {
    let whole = 0;
    while (whole < this.#pieces.length && this.#start + this.#pieces[whole]!.length <= offset) {
      this.#start += this.#pieces[whole]!.length;
      whole += 1;
    }
    if (whole > 0) this.#pieces = this.#pieces.slice(whole);
    const [first] = this.#pieces;
    if (first && offset > this.#start) {
      this.#pieces[0] = first.subarray(offset - this.#start);
      this.#start = offset;
    }
  }
}
