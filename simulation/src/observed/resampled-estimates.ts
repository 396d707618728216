import { seededRandom } from '@bora/random';
import type { Estimate } from './observed-report.ts';

export interface ResamplingOptions {
  readonly seed: number;
  readonly replicates: number;
}

const confidence = 0.95;

/**
 * Figures of all loans with 95 % intervals, every figure from the same draws of loans: the interval of a difference
 * is that of the differences. Percentile bootstrap.
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
 *
 * @param figuresOf the same names each time: figures of loans that count as often as the weights say
 * @param onReplicate told after each draw how many there were
 */
export function resampledEstimates(
  loanCount: number,
  { seed, replicates }: ResamplingOptions,
  figuresOf: (weights: Float64Array) => Readonly<Record<string, number>>,
  onReplicate?: (done: number) => void,
): (name: string) => Estimate {
  const weights = new Float64Array(loanCount).fill(1);
  const values = new Map(Object.entries(figuresOf(weights)));
  const drawn = new Map([...values.keys()].map((name) => [name, new Float64Array(replicates)]));
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = seededRandom(seed, replicate);
    weights.fill(0);
    for (let draw = 0; draw < loanCount; draw++) weights[Math.floor(random.uniform() * loanCount)]! += 1;
    for (const [name, figure] of Object.entries(figuresOf(weights))) drawn.get(name)![replicate] = figure;
    onReplicate?.(replicate + 1);
  }
  for (const figures of drawn.values()) figures.sort();
  return (name) => ({
    value: values.get(name)!,
    low: quantile(drawn.get(name)!, (1 - confidence) / 2),
    high: quantile(drawn.get(name)!, (1 + confidence) / 2),
  });
}

/** Linear between the two nearest of sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (place - below) * (high - low);
}
