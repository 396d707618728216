import { seededRandom } from '@bora/random';

/** Numbers that look random and are the same for the same seed and stream, on every machine. */
export interface RandomStream {
  /** Number in [0, 1). */
  uniform(): number;
  /** From a normal distribution with mean 0 and standard deviation 1. Source: Box and Muller (1958). */
  normal(): number;
}

/** Streams of one seed are independent of each other. */
export function randomStream(seed: number, stream: number): RandomStream {
  const { uniform } = seededRandom(seed, stream);
  let spare = Number.NaN;
  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
  return { uniform, normal };
}
