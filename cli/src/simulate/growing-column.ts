const firstCapacity = 4_096;

type Numbers = Float64Array | Uint32Array | Uint8Array;

/** Numbers of which nobody knows yet how many come. */
export class GrowingColumn<Held extends Numbers> {
  readonly #make: new (
    length: number,
  ) => Held;
  #held: Held;
  #length = 0;

  constructor(make: new (length: number) => Held) {
    this.#make = make;
    this.#held = new make(0);
  }

  get length(): number {
    return this.#length;
  }

  /** @param expected how many numbers are likely to come in all, so that none need be moved */
  push(values: ArrayLike<number>, expected = 0): void {
    const length = this.#length + values.length;
    if (length > this.#held.length) {
      const capacity = Math.max(length, expected, Math.ceil(1.25 * this.#held.length), firstCapacity);
      const larger = new this.#make(capacity);
      larger.set(this.#held);
      this.#held = larger;
    }
    this.#held.set(values, this.#length);
    this.#length = length;
  }

  values(): Held {
    return this.#held.subarray(0, this.#length) as Held;
  }

  at(place: number): number {
    return this.#held[place]!;
  }
}
