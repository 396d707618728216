/** Fingerprint of a column, a value at a time: two FNV-1a hashes of 32 bits with different beginnings. */
export class RunningHash {
  #first = 0x811c9dc5;
  #second = 0x9747b28c;

  add(value: string): void {
    let { first, second } = { first: this.#first, second: this.#second };
    for (let place = 0; place < value.length; place++) {
      const unit = value.charCodeAt(place);
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul(second ^ unit, 0x01000193);
    }
    // Between two values, so that "1", "23" and "12", "3" differ.
    this.#first = Math.imul(first ^ 0x1_0000, 0x01000193);
    this.#second = Math.imul(second ^ 0x1_0000, 0x01000193) ^ (second >>> 15);
  }

  toString(): string {
    return `${(this.#first >>> 0).toString(16)}-${(this.#second >>> 0).toString(16)}`;
  }
}
