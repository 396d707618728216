import type { KeyLevels } from '../encoder-state.ts';
import { renumberLevels } from '../key-levels.ts';
import type { FeatureOf, Operator } from '../operator.ts';

/** The level of a key, for a vector that the network learns (Guo and Berkhahn 2016, arXiv 1604.06737). */
export function embeddingOperator(
  { of, dimensions, minimumRows }: FeatureOf<'embedding'>,
  levels: KeyLevels,
): Operator {
  const { kept, renumbered } = renumberLevels(levels, minimumRows);
  return {
    columns: [],
    write() {},
    embedding: {
      dimensions,
      levelCount: kept.length + 1,
      levels: (rows) => rows.levels(of).map((level) => renumbered[level]!),
    },
  };
}
