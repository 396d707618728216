import { percentileInterval } from '@bora/metrics';
import { seededRandom } from '@bora/random';
import { expect, test } from 'vitest';
import { bootstrapMeans } from '../src/replay/bootstrap.ts';

const count = 2_000;
const random = seededRandom(5, 0);
const values = Float64Array.from({ length: count }, () => random.uniform());
const valueAt = (place: number) => values[place]!;
const options = { seed: 1, replicates: 400 };

test('the interval of a mean is about two standard errors on either side', () => {
  const [means] = bootstrapMeans(count, [valueAt], options);
  const { low, high } = percentileInterval(means!);
  const standardError = Math.sqrt(1 / 12 / count);
  expect((high - low) / (2 * 1.96 * standardError)).toBeGreaterThan(0.85);
  expect((high - low) / (2 * 1.96 * standardError)).toBeLessThan(1.15);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  expect(low).toBeLessThan(mean);
  expect(high).toBeGreaterThan(mean);
});

test('all series are drawn together: what differs by one everywhere differs by exactly that in every replicate', () => {
  const [means, shifted] = bootstrapMeans(count, [valueAt, (place) => valueAt(place) + 1], options);
  for (const [replicate, mean] of means!.entries()) expect(shifted![replicate]! - mean).toBeCloseTo(1, 12);
});

test('the same seed draws the same, another seed otherwise', () => {
  expect(bootstrapMeans(count, [valueAt], options)).toEqual(bootstrapMeans(count, [valueAt], options));
  expect(bootstrapMeans(count, [valueAt], { ...options, seed: 2 })).not.toEqual(
    bootstrapMeans(count, [valueAt], options),
  );
});
