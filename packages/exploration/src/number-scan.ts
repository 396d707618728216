import { type SeededRandom, seededRandom } from '@bora/random';

/** Values kept of a number for its quantiles: all of them up to here, then an even sample. */
export const mostSampled = 50_000;

/** Moments, range and a sample of a number, in one pass and bounded memory. */
export class NumberScan {
  known = 0;
  missing = 0;
  mean = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  readonly #sample: number[] = [];
  readonly #random: SeededRandom;
  #squares = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed, 0);
  }

  add(value: number): void {
    if (Number.isNaN(value)) {
      this.missing += 1;
      return;
    }
    this.known += 1;
    const before = value - this.mean;
    this.mean += before / this.known;
    this.#squares += before * (value - this.mean);
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    if (this.#sample.length < mostSampled) this.#sample.push(value);
    else {
      // Vitter (1985), algorithm R.
      const place = Math.floor(this.#random.uniform() * this.known);
      if (place < mostSampled) this.#sample[place] = value;
    }
  }

  /** Sample standard deviation; `null` below two values or where it is too large for a number. */
  get standardDeviation(): number | null {
    if (this.known < 2) return null;
    const deviation = Math.sqrt(this.#squares / (this.known - 1));
    return Number.isFinite(deviation) ? deviation : null;
  }

  /** Values of the sample, ascending. */
  sortedSample(): Float64Array {
    return Float64Array.from(this.#sample).sort();
  }
}

/** The least value that at least a share of the sorted values does not exceed. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[place] ?? Number.NaN;
}
