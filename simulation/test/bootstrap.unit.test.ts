import { percentileInterval } from '@bora/metrics';
import { seededRandom } from '@bora/random';
import { expect, test } from 'vitest';
import {
  type BootstrapGroups,
  type BootstrapOptions,
  bootstrapGroups,
  bootstrapMeans,
} from '../src/replay/bootstrap.ts';

const count = 2_000;
const random = seededRandom(5, 0);
const values = Float64Array.from({ length: count }, () => random.uniform());
const valueAt = (place: number) => values[place]!;
const options = { seed: 1, replicates: 400 };

function meansOf(
  series: readonly ((place: number) => number)[],
  given: BootstrapOptions = options,
  groups: BootstrapGroups = bootstrapGroups(count, given.seed),
): Float64Array[] {
  const sums = new Float64Array(groups.count * series.length);
  for (let place = 0; place < count; place++) {
    for (const [index, numberOf] of series.entries())
      sums[groups.groupOf(place) * series.length + index]! += numberOf(place);
  }
  return bootstrapMeans(groups, sums, series.length, given);
}

test('the interval of a mean is about two standard errors on either side', () => {
  const [means] = meansOf([valueAt]);
  const { low, high } = percentileInterval(means!);
  const standardError = Math.sqrt(1 / 12 / count);
  expect((high - low) / (2 * 1.96 * standardError)).toBeGreaterThan(0.85);
  expect((high - low) / (2 * 1.96 * standardError)).toBeLessThan(1.15);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  expect(low).toBeLessThan(mean);
  expect(high).toBeGreaterThan(mean);
});

test('all series are drawn together: what differs by one everywhere differs by exactly that in every replicate', () => {
  const [means, shifted] = meansOf([valueAt, (place) => valueAt(place) + 1]);
  for (const [replicate, mean] of means!.entries()) expect(shifted![replicate]! - mean).toBeCloseTo(1, 12);
});

test('the same seed draws the same, another seed otherwise', () => {
  expect(meansOf([valueAt])).toEqual(meansOf([valueAt]));
  expect(meansOf([valueAt], { ...options, seed: 2 })).not.toEqual(meansOf([valueAt]));
});

test('applicants who are drawn in groups have the interval of those drawn alone, even where the file is sorted', () => {
  const sorted = values.slice().sort();
  const widthOf = (most: number) => {
    const groups = bootstrapGroups(count, options.seed, most);
    const [means] = meansOf([(place) => sorted[place]!], { seed: 1, replicates: 2_000 }, groups);
    const { low, high } = percentileInterval(means!);
    return high - low;
  };
  expect(widthOf(300) / widthOf(count)).toBeGreaterThan(0.85);
  expect(widthOf(300) / widthOf(count)).toBeLessThan(1.15);
});

test('groups have equal sizes but for one applicant, and a number that all have is every mean', () => {
  const groups = bootstrapGroups(count, 3, 300);
  expect(new Set(groups.sizes)).toEqual(new Set([6, 7]));
  expect(groups.sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
  for (const mean of meansOf([() => 5], options, groups)[0]!) expect(mean).toBeCloseTo(5, 12);
});
