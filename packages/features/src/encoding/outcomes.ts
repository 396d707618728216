import type { Key } from '@bora/contracts';
import type { EncoderState } from './encoder-state.ts';
import { keyName } from './key-levels.ts';

/** Rows and bads of each level of a key, level 0 (not kept) first and left empty. */
export interface LevelCounts {
  readonly rows: Int32Array;
  readonly bad: Int32Array;
}

/** The outcomes of a set of training rows. */
export interface Outcomes {
  /** Bad rate of all of them, never 0 or 1. */
  readonly badRate: number;
  of(key: Key): LevelCounts;
}

/** (bad + ½) / (rows + 1): the mean under Jeffreys' prior Beta(½, ½) (Jeffreys 1946). */
export function smoothedRate(rows: number, bad: number): number {
  return (bad + 0.5) / (rows + 1);
}

/** The outcomes of all training rows: what serving uses. */
export function allOutcomes(state: Pick<EncoderState, 'rows' | 'bad' | 'keys'>): Outcomes {
  const counts = new Map(
    state.keys.map(({ key, rows, bad }) => [
      keyName(key),
      { rows: Int32Array.of(0, ...rows), bad: Int32Array.of(0, ...bad) },
    ]),
  );
  return { badRate: smoothedRate(state.rows, state.bad), of: (key) => counts.get(keyName(key))! };
}

/** The outcomes of the training rows outside one inner fold, for the rows inside it. */
export function outcomesOutside(
  fold: number,
  innerFold: Uint8Array,
  bad: Uint8Array,
  levelsOf: (key: Key) => { readonly levels: Int32Array; readonly levelCount: number },
): Outcomes {
  let rowsOutside = 0;
  let badOutside = 0;
  for (let row = 0; row < bad.length; row++) {
    if (innerFold[row] === fold) continue;
    rowsOutside += 1;
    badOutside += bad[row]!;
  }
  const known = new Map<string, LevelCounts>();
  return {
    badRate: smoothedRate(rowsOutside, badOutside),
    of(key) {
      const name = keyName(key);
      let counts = known.get(name);
      if (counts === undefined) {
        const { levels, levelCount } = levelsOf(key);
        counts = { rows: new Int32Array(levelCount), bad: new Int32Array(levelCount) };
        for (let row = 0; row < bad.length; row++) {
          const level = levels[row]!;
          if (innerFold[row] === fold || level === 0) continue;
          counts.rows[level]! += 1;
          counts.bad[level]! += bad[row]!;
        }
        known.set(name, counts);
      }
      return counts;
    },
  };
}
