/** Places of candidates, ascending, at most one of each group. */
export type Combination = readonly number[];

/**
 * How many ways there are to take one member from each of `size` groups: the elementary symmetric polynomial of
 * the groups' sizes.
 */
export function countCombinations(groupSizes: readonly number[], size: number): number {
  const ways = new Array<number>(size + 1).fill(0);
  ways[0] = 1;
  for (const members of groupSizes) {
    for (let taken = size; taken > 0; taken -= 1) ways[taken]! += members * ways[taken - 1]!;
  }
  return ways[size]!;
}

/** Every combination of `size` candidates of different groups; `groupOf` ascends. */
export function* combinationsOf(groupOf: readonly number[], size: number, from = 0): Generator<Combination> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let place = from; place < groupOf.length; place += 1) {
    const next = groupOf.findIndex((group, index) => index > place && group !== groupOf[place]);
    const rest = next < 0 ? groupOf.length : next;
    for (const others of combinationsOf(groupOf, size - 1, rest)) yield [place, ...others];
  }
}

/** The combinations with one candidate more, of a group that they lack, each once. */
export function extendCombinations(
  combinations: readonly Combination[],
  groupOf: readonly number[],
): Combination[] {
  const extended = new Map<string, Combination>();
  for (const combination of combinations) {
    const groups = new Set(combination.map((place) => groupOf[place]));
    for (const [place, group] of groupOf.entries()) {
      if (groups.has(group)) continue;
      const longer = [...combination, place].sort((left, right) => left - right);
      extended.set(longer.join(), longer);
    }
  }
  return [...extended.values()];
}
