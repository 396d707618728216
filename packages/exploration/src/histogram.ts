import { quantile } from './number-scan.ts';

const mostBins = 24;

/** Rows in ranges of equal width over the middle of a number; values of the tails are counted apart. */
export class Histogram {
  readonly from: number;
  readonly width: number;
  readonly counts: Float64Array;
  below = 0;
  above = 0;

  constructor(from: number, width: number, bins: number) {
    this.from = from;
    this.width = width;
    this.counts = new Float64Array(bins);
  }

  add(values: Float64Array): void {
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      const bin = Math.floor((value - this.from) / this.width);
      if (bin < 0) this.below += 1;
      else if (bin >= this.counts.length) this.above += 1;
      else this.counts[bin]! += 1;
    }
  }
}

/** Ranges from the first to the ninety-ninth percentile; whole numbers have ranges of whole numbers. `null` for nothing to draw. */
export function histogramOf(sorted: Float64Array): Histogram | null {
  const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)];
  if (!(high > low)) return null;
  if (!sorted.every(Number.isInteger)) {
    const width = (high - low) / mostBins;
    return Number.isFinite(width) && width > 0 ? new Histogram(low, width, mostBins) : null;
  }
  const width = Math.ceil((high - low + 1) / mostBins);
  return Number.isFinite(width) ? new Histogram(low, width, Math.ceil((high - low + 1) / width)) : null;
}
