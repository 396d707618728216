import type { Matrix } from '../matrix.ts';

/**
 * Scores from 1 to 5 by fifths of the customers: 5 is the best fifth. A value gets the score of the fifth in which its
 * middle rank lies, so that equal values have equal scores, and a fifth may be empty.
 *
 * @param isBetterLow whether a low value is the better one, as for recency.
 */
export function fifthScores(
  { rows, columns, values }: Matrix,
  column: number,
  isBetterLow: boolean,
): Uint8Array {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  const valueAt = (row: number) => values[row * columns + column]!;
  order.sort((a, b) => valueAt(a) - valueAt(b));
  const scores = new Uint8Array(rows);
  for (let start = 0; start < rows; ) {
    let end = start + 1;
    while (end < rows && valueAt(order[end]!) === valueAt(order[start]!)) end += 1;
    const middle = (start + end) / 2 / rows;
    const fifth = Math.min(5, 1 + Math.floor(middle * 5));
    for (let place = start; place < end; place++) scores[order[place]!] = isBetterLow ? 6 - fifth : fifth;
    start = end;
  }
  return scores;
}
