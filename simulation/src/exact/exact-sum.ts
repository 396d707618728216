/**
 * Sum of numbers without any rounding: kept as partials that do not overlap, so that the same numbers give the same
 * total in any order and in any parts, rounded once where it is read.
 * Source: Shewchuk (1997), Adaptive precision floating-point arithmetic; read as Python's `math.fsum` does it.
 */
export class ExactSum {
  #partials: number[] = [];
  #count = 0;
  /** Where the next sum is written: a new array for each number would take most of the time. */
  #next: number[] = [];

  /** The sum whose partials were stored. @throws RangeError where one is not finite */
  static of(partials: Iterable<number>): ExactSum {
    const sum = new ExactSum();
    for (const partial of partials) sum.add(partial);
    return sum;
  }

  /** @throws RangeError when the value, or the sum that it makes, is not finite; the sum is then as it was */
  add(value: number): this {
    const [partials, next] = [this.#partials, this.#next];
    let high = value;
    let count = 0;
    for (let index = 0; index < this.#count; index++) {
      const partial = partials[index]!;
      const isLarger = Math.abs(high) >= Math.abs(partial);
      const larger = isLarger ? high : partial;
      const smaller = isLarger ? partial : high;
      high = larger + smaller;
      const lost = smaller - (high - larger);
      if (lost !== 0) next[count++] = lost;
    }
    if (!Number.isFinite(high)) throw new RangeError('Only finite numbers can be summed exactly.');
    if (high !== 0) next[count++] = high;
    this.#partials = next;
    this.#next = partials;
    this.#count = count;
    return this;
  }

  /** Adds another sum, exactly; the other stays as it is. */
  merge(other: ExactSum): this {
    for (const partial of other.partials) this.add(partial);
    return this;
  }

  /** Numbers whose exact sum this is, to be stored. */
  get partials(): readonly number[] {
    return this.#partials.slice(0, this.#count);
  }

  /** The number nearest to the exact sum, ties to even. */
  get value(): number {
    const { partials } = this;
    let next = partials.length - 1;
    if (next < 0) return 0;
    let high = partials[next]!;
    let lost = 0;
    while (next > 0 && lost === 0) {
      next -= 1;
      const before = high;
      high = before + partials[next]!;
      lost = partials[next]! - (high - before);
    }
    // Half way between two numbers the partials below decide to which side it goes.
    const below = next > 0 ? partials[next - 1]! : 0;
    if (lost !== 0 && Math.sign(lost) === Math.sign(below) && 2 * lost === high + 2 * lost - high)
      return high + 2 * lost;
    return high;
  }
}

/** The exact sum of numbers, rounded once. @throws RangeError when one is not finite */
export function exactTotal(values: Iterable<number>): number {
  return ExactSum.of(values).value;
}
