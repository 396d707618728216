import type { EncodedRows } from '@bora/features';
import { seededRandom } from '@bora/random';
import { fillNormal } from '../src/optimizer/random-values.ts';

/** Encoded rows of an invented population whose label depends on the first dense column and on the levels. */
export interface InventedRows {
  readonly rows: EncodedRows;
  readonly bad: Uint8Array;
}

export interface InventedSizes {
  readonly rowCount: number;
  readonly width: number;
  /** Number of levels of each embedding. */
  readonly levelCounts: readonly number[];
}

export function inventedRows({ rowCount, width, levelCounts }: InventedSizes, seed = 7): InventedRows {
  const random = seededRandom(seed, 0);
  const dense = new Float32Array(rowCount * width);
  fillNormal(dense, 1, random);
  const embeddingCount = levelCounts.length;
  const levels = Int32Array.from({ length: rowCount * embeddingCount }, (_, index) =>
    Math.floor(random.uniform() * levelCounts[index % embeddingCount]!),
  );
  const bad = Uint8Array.from({ length: rowCount }, (_, row) => {
    const levelEffect = embeddingCount === 0 ? 0 : (levels[row * embeddingCount]! % 3) - 1;
    const logit = -1 + 1.5 * dense[row * width]! + levelEffect;
    return random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  });
  return { rows: { rowCount, width, dense, embeddingCount, levels }, bad };
}
