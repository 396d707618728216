/**
 * Indices of the values that stand at places `offset` to `offset + limit` when sorted ascending; equal values
 * stand in the order of their indices. Two selections and one pass over the values, O(n), whatever the offset.
 */
export function placesInOrder(values: Float64Array, offset: number, limit: number): number[] {
  const count = Math.min(limit, values.length - offset);
  if (count <= 0) return [];
  const scratch = Float64Array.from(values);
  const lowest = select(scratch, offset);
  const highest = select(scratch, offset + count - 1);

  let below = 0;
  for (const value of values) if (value < lowest) below += 1;
  // Of the equal ones, those on earlier pages are skipped.
  let skip = offset - below;
  const lower: number[] = [];
  const between: number[] = [];
  const upper: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (value === lowest) {
      if (skip > 0) skip -= 1;
      else if (lower.length < count) lower.push(index);
    } else if (value > lowest && value < highest) between.push(index);
    else if (value === highest && upper.length < count) upper.push(index);
  }
  between.sort((left, right) => values[left]! - values[right]! || left - right);
  return [...lower, ...between, ...upper].slice(0, count);
}

/** The value at place `k` (from 0) of the sorted values; reorders `values`. C. A. R. Hoare, Algorithm 65 (1961). */
function select(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let low = left;
    let high = right;
    while (low <= high) {
      while (values[low]! < pivot) low += 1;
      while (values[high]! > pivot) high -= 1;
      if (low <= high) {
        const held = values[low]!;
        values[low] = values[high]!;
        values[high] = held;
        low += 1;
        high -= 1;
      }
    }
    if (k <= high) right = high;
    else if (k >= low) left = low;
    else return values[k]!;
  }
  return values[k]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
