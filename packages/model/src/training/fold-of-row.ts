export const foldCount = 5;

/**
 * Fold of a row, 0 to 4, by its number in the file (from 1): digit `depth` of the number in base 5. Depth 0
 * is held out for measuring; each depth more is a fold inside the training rows of the depth before.
 */
export function foldOfRow(rowNumber: number, depth: number): number {
  return Math.floor(rowNumber / foldCount ** depth) % foldCount;
}

/** Places of the rows outside a fold (to train on) and inside it (held out). */
export function splitByFold(
  rowNumbers: Uint32Array,
  depth: number,
  fold: number,
): { training: number[]; held: number[] } {
  const places = [...rowNumbers.keys()];
  const isHeld = (place: number): boolean => foldOfRow(rowNumbers[place]!, depth) === fold;
  return { training: places.filter((place) => !isHeld(place)), held: places.filter(isHeld) };
}
