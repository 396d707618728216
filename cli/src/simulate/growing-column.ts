const firstCapacity = 4_096;

/** Numbers of which nobody knows yet how many come. */
export class GrowingColumn {
  #held = new Float64Array(firstCapacity);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(values: ArrayLike<number>): void {
    const length = this.#length + values.length;
    if (length > this.#held.length) {
      const larger = new Float64Array(Math.max(length, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    this.#held.set(values, this.#length);
    this.#length = length;
  }

  values(): Float64Array {
    return this.#held.subarray(0, this.#length);
  }
}
