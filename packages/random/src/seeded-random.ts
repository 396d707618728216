/** Numbers that look random and are the same for the same seed and stream, on every machine. */
export interface SeededRandom {
  /** Whole number from 0 to 2³² − 1. */
  uint32(): number;
  /** Number in [0, 1). */
  uniform(): number;
}

/**
 * Generator of one seed; streams of one seed are independent of each other.
 * Source: sfc32 of PractRand (C. Doty-Humphrey), seeded as its author advises with 12 discarded steps.
 */
export function seededRandom(seed: number, stream: number): SeededRandom {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = stream | 0;
  let counter = 1;
  const uint32 = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  for (let step = 0; step < 12; step++) uint32();
  return { uint32, uniform: () => uint32() / 2 ** 32 };
}
