import type { SeededRandom } from './seeded-random.ts';

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
