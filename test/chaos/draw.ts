import { seededRandom } from '@bora/random';

/** Draws that are the same for the same seed and stream. */
export interface Draw {
  /** Whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** Number from `low` to `high`, small ones as likely as large ones in each power of ten. */
  logarithmic(low: number, high: number): number;
  share(): number;
  pick<Item>(items: readonly Item[]): Item;
  /** At least one of them, in their order. */
  some<Item>(items: readonly Item[]): Item[];
}

export function drawOf(seed: number, stream: number): Draw {
  const { uniform } = seededRandom(seed, stream);
  const integer = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1));
  const pick = <Item>(items: readonly Item[]): Item => items[integer(0, items.length - 1)]!;
  return {
    integer,
    pick,
    share: uniform,
    logarithmic: (low, high) => Math.round(low * (high / low) ** uniform()),
    some(items) {
      const first = pick(items);
      return items.filter((item) => item === first || uniform() < 0.3);
    },
  };
}
