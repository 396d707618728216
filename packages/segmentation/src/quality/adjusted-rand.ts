/**
 * Agreement of two labellings of the same rows, whatever the labels are called: 1 for the same partition, about 0 by
 * chance. Noise counts as one more cluster.
 * Source: L. Hubert, P. Arabie (1985).
 */
export function adjustedRand(left: Int32Array, right: Int32Array): number {
  if (left.length !== right.length) throw new RangeError('the labellings have different numbers of rows');
  const pairs = new Map<string, number>();
  const leftSizes = new Map<number, number>();
  const rightSizes = new Map<number, number>();
  for (let row = 0; row < left.length; row++) {
    add(pairs, `${left[row]} ${right[row]}`);
    add(leftSizes, left[row]!);
    add(rightSizes, right[row]!);
  }
  const together = pairsWithin(pairs);
  const [inLeft, inRight] = [pairsWithin(leftSizes), pairsWithin(rightSizes)];
  const byChance = (inLeft * inRight) / choose2(left.length);
  const greatest = (inLeft + inRight) / 2;
  return greatest === byChance ? 1 : (together - byChance) / (greatest - byChance);
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairsWithin(counts: Map<unknown, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += choose2(count);
  return sum;
}

function choose2(count: number): number {
  return (count * (count - 1)) / 2;
}
