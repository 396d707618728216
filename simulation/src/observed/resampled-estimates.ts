import { percentileInterval } from '@bora/metrics';
import { countDraws, seededRandom } from '@bora/random';
import type { BootstrapOptions } from '../replay/bootstrap.ts';
import type { Estimate } from './observed-report.ts';

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
  { seed, replicates }: BootstrapOptions,
  figuresOf: (weights: Float64Array) => Readonly<Record<string, number>>,
  onReplicate?: (done: number) => void,
): (name: string) => Estimate {
  const weights = new Float64Array(loanCount).fill(1);
  const values = new Map(Object.entries(figuresOf(weights)));
  const drawn = new Map([...values.keys()].map((name) => [name, new Float64Array(replicates)]));
  for (let replicate = 0; replicate < replicates; replicate++) {
    countDraws(weights, seededRandom(seed, replicate));
    for (const [name, figure] of Object.entries(figuresOf(weights))) drawn.get(name)![replicate] = figure;
    onReplicate?.(replicate + 1);
  }
  return (name) => ({ value: values.get(name)!, ...percentileInterval(drawn.get(name)!) });
}
