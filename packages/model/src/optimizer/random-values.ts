import type { SeededRandom } from '@bora/random';

/** Fills `target` from a normal distribution with mean 0. Source: Box and Muller (1958). */
export function fillNormal(target: Float32Array, standardDeviation: number, random: SeededRandom): void {
  for (let index = 0; index < target.length; index++) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
    target[index] = standardDeviation * radius * Math.cos(2 * Math.PI * random.uniform());
  }
}

/** Fills `target` with inverted dropout: 0 with probability `rate`, else 1 / (1 − rate). */
export function fillDropout(target: Float32Array, rate: number, random: SeededRandom): void {
  if (rate === 0) {
    target.fill(1);
    return;
  }
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  for (let index = 0; index < target.length; index++) target[index] = random.uint32() < threshold ? 0 : kept;
}
