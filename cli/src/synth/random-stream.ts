/** Numbers that look random and are the same for the same seed and stream, on every machine. */
export interface RandomStream {
  /** Number in [0, 1). */
  uniform(): number;
  /** From a normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
}

/**
 * Streams of one seed are independent of each other.
 * Sources: sfc32 of PractRand (C. Doty-Humphrey), 12 steps discarded; Box and Muller (1958) for normal numbers.
 */
export function randomStream(seed: number, stream: number): RandomStream {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = stream | 0;
  let counter = 1;
  let spare = Number.NaN;
  function uniform(): number {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return (result >>> 0) / 2 ** 32;
  }
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
  for (let step = 0; step < 12; step += 1) uniform();
  return { uniform, normal };
}
