export const foldCount = 5;

/**
 * Fold of a row, 0 to 4, by its number in the file (from 1): digit `depth` of the number in base 5. Depth 0
 * is held out for measuring; each depth more is a fold inside the training rows of the depth before.
 */
export function foldOfRow(rowNumber: number, depth: number): number {
  return Math.floor(rowNumber / foldCount ** depth) % foldCount;
}

/** `foldOfRow` of each row. */
export function foldsOfRows(rowNumbers: Uint32Array, depth: number): Uint8Array {
  return Uint8Array.from(rowNumbers, (rowNumber) => foldOfRow(rowNumber, depth));
}

/**
 * Places of the rows outside a fold (to train on) and inside it (held out).
 * @param folds fold of each row
 */
export function splitByFold(folds: Uint8Array, fold: number): { training: number[]; held: number[] } {
  const places = [...folds.keys()];
  return {
    training: places.filter((place) => folds[place] !== fold),
    held: places.filter((place) => folds[place] === fold),
  };
}
