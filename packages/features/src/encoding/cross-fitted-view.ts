import type { KeyLevels } from './encoder-state.ts';
import { findLevels } from './key-levels.ts';
import { createLevelFinder } from './level-finder.ts';
import { outcomesOutside } from './outcomes.ts';
import { createRowView, type RowView, type TextView } from './row-view.ts';

/** Training rows that see the outcomes of the other inner folds only. */
export function createCrossFittedView(
  texts: TextView,
  keys: readonly KeyLevels[],
  bad: Uint8Array,
  innerFold: Uint8Array,
): RowView {
  const levelsOf = findLevels(keys);
  const foldCount = innerFold.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const outcomes = Array.from({ length: foldCount }, (_, fold) =>
    outcomesOutside(fold, innerFold, bad, (key) => ({
      levels: view.levels(key),
      levelCount: levelsOf(key).levels.length + 1,
    })),
  );
  const view = createRowView(texts, createLevelFinder(keys), outcomes, innerFold);
  return view;
}
