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

/** Row numbers 0 … `count` − 1 in random order. Source: Fisher and Yates, as given by Durstenfeld (1964). */
export function shuffledRows(count: number, random: SeededRandom): Uint32Array {
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  for (let last = count - 1; last > 0; last--) {
    const chosen = Math.floor(random.uniform() * (last + 1));
    const swap = rows[last]!;
    rows[last] = rows[chosen]!;
    rows[chosen] = swap;
  }
  return rows;
}

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
