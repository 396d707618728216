/** `count` ranges of cells, each from `from` up to, not including, `to`; they do not overlap. */
export interface CellRanges {
  readonly count: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * Finds the ranges of cells that can hold a point within reach of a cell's points, the nearest first. An answer is valid
 * until the next question. It remembers where every range stood, since for the next cell it is a step away.
 *
 * @param keys of the cells, ascending.
 * @param strides what a step along each coordinate adds to the key; 1 for the last one.
 * @param reach how far a neighbour may be, in sides of a cell.
 */
export function rangeFinder(
  keys: Float64Array,
  strides: readonly number[],
  reach: number,
): (key: number) => CellRanges {
  const steps = stepsWithin(strides.slice(0, -1), reach);
  const lows = Float64Array.from(steps, ({ key, width }) => key - width);
  const highs = Float64Array.from(steps, ({ key, width }) => key + width + 1);
  const [starts, from, to] = [0, 1, 2].map(() => new Uint32Array(steps.length)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  return (key) => {
    let count = 0;
    for (let step = 0; step < lows.length; step++) {
      const start = firstFrom(keys, key + lows[step]!, starts[step]!);
      starts[step] = start;
      if (start === keys.length || keys[start]! >= key + highs[step]!) continue;
      from[count] = start;
      to[count] = firstFrom(keys, key + highs[step]!, start + 1);
      count += 1;
    }
    return { count, from, to };
  };
}

/** The place of the first key that is not below the goal, looked for in growing strides from a guess. */
function firstFrom(keys: Float64Array, goal: number, guess: number): number {
  let [low, high] = [guess, guess];
  for (let stride = 1; low > 0 && keys[low - 1]! >= goal; stride *= 2) {
    high = low;
    low = Math.max(0, low - stride);
  }
  for (let stride = 1; high < keys.length && keys[high]! < goal; stride *= 2) {
    low = high + 1;
    high = Math.min(keys.length, high + stride);
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < goal) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many cells away a neighbour may be at most. */
export function furthestStep(reach: number): number {
  return Math.ceil(reach);
}

/** Steps along all but the last coordinate within reach, and how far along the last one it still goes. */
function stepsWithin(strides: readonly number[], reach: number): { key: number; width: number }[] {
  const furthest = furthestStep(reach);
  const most = reach * reach * (1 + 1e-9);
  let steps = [{ key: 0, gap: 0, length: 0 }];
  for (const stride of strides) {
    steps = steps.flatMap(({ key, gap, length }) =>
      Array.from({ length: 2 * furthest + 1 }, (_, index) => index - furthest)
        .map((step) => ({
          key: key + step * stride,
          // Points of cells so many steps apart are at least one side less from each other.
          gap: gap + Math.max(0, Math.abs(step) - 1) ** 2,
          length: length + step * step,
        }))
        .filter((one) => one.gap <= most),
    );
  }
  return steps
    .sort((a, b) => a.length - b.length)
    .map(({ key, gap }) => ({ key, width: 1 + Math.floor(Math.sqrt(most - gap)) }));
}
