/**
 * Returns the indices of `values` from the smallest value to the largest; equal values keep their order.
 * Values may be infinite but not NaN. O(n log n).
 */
export function ascendingOrder(values: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, index) => index);
  // The sort is stable, and takes Infinity − Infinity = NaN for the tie that it is.
  return order.sort((a, b) => values[a]! - values[b]!);
}
