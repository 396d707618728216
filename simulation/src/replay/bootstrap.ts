import { seededRandom } from '@bora/random';

export interface BootstrapOptions {
  readonly seed: number;
  readonly replicates: number;
}

/**
 * Means of each series over applicants drawn with replacement, one for each replicate. All series have the same draws,
 * so that the difference of two means belongs to the difference of the series.
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap.
 *
 * @param count of applicants
 * @param series number of the applicant at a place, from 0
 */
export function bootstrapMeans(
  count: number,
  series: readonly ((place: number) => number)[],
  { seed, replicates }: BootstrapOptions,
): Float64Array[] {
  const width = series.length;
  // One applicant's numbers beside each other, because applicants are drawn at random.
  const interleaved = new Float64Array(count * width);
  for (const [column, numberOf] of series.entries()) {
    for (let place = 0; place < count; place++) interleaved[place * width + column] = numberOf(place);
  }
  const means = series.map(() => new Float64Array(replicates));
  const sums = new Float64Array(width);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = seededRandom(seed, replicate);
    sums.fill(0);
    for (let draw = 0; draw < count; draw++) {
      const from = Math.floor(random.uniform() * count) * width;
      for (let column = 0; column < width; column++) sums[column]! += interleaved[from + column]!;
    }
    for (let column = 0; column < width; column++) means[column]![replicate] = sums[column]! / count;
  }
  return means;
}
