/**
 * Mean of −ln p(label) over the rows, from logits, without overflow.
 * @param bad 1 for bad, 0 for good, one a row
 */
export function binaryCrossEntropy(logits: ArrayLike<number>, bad: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < logits.length; row++) {
    const logit = logits[row]!;
    sum += Math.max(logit, 0) - logit * bad[row]! + Math.log1p(Math.exp(-Math.abs(logit)));
  }
  return sum / logits.length;
}
