const foldCount = 5;

export const analysisFolds: readonly number[] = [0, 1, 2, 3, 4];

/**
 * Fold of a row, by its number from 1: the second digit of the number in base 5. The first is what training holds out
 * by, so that the rows of one held-out fold spread over all of these.
 */
export function analysisFold(row: number): number {
  return Math.floor(row / foldCount) % foldCount;
}

/** Fold that training holds a row out by: the first digit of its number in base 5. */
export function heldOutFold(row: number): number {
  return row % foldCount;
}
