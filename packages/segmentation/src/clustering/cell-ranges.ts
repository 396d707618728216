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
 * @param cells sorted; `lead` whole coordinates each.
 * @param reach how far a neighbour may be, in sides of a cell.
 */
export function rangeFinder(
  cells: Float64Array,
  lead: number,
  reach: number,
): (coordinates: ArrayLike<number>) => CellRanges {
  const steps = stepsWithin(lead - 1, reach);
  const ends = [new Uint32Array(steps.length), new Uint32Array(steps.length)] as const;
  const [from, to] = [new Uint32Array(steps.length), new Uint32Array(steps.length)];
  const goal = new Float64Array(lead);
  const firstFrom = sortedCellSearch(cells, goal);
  return (coordinates) => {
    let count = 0;
    for (let index = 0; index < steps.length; index++) {
      const { offsets, width } = steps[index]!;
      for (let column = 0; column < lead - 1; column++)
        goal[column] = coordinates[column]! + offsets[column]!;
      goal[lead - 1] = coordinates[lead - 1]! - width;
      ends[0][index] = firstFrom(ends[0][index]!);
      goal[lead - 1] = coordinates[lead - 1]! + width + 1;
      ends[1][index] = firstFrom(ends[1][index]!);
      if (ends[0][index] === ends[1][index]) continue;
      from[count] = ends[0][index]!;
      to[count] = ends[1][index]!;
      count += 1;
    }
    return { count, from, to };
  };
}

/** Answers the first cell that is not before the goal, looked for in growing strides from a guess. */
function sortedCellSearch(cells: Float64Array, goal: Float64Array): (guess: number) => number {
  const lead = goal.length;
  const count = cells.length / lead;
  const isBefore = (cell: number): boolean => {
    for (let column = 0; column < lead; column++) {
      const difference = cells[cell * lead + column]! - goal[column]!;
      if (difference !== 0) return difference < 0;
    }
    return false;
  };
  return (guess) => {
    let [low, high] = [guess, guess];
    for (let stride = 1; low > 0 && !isBefore(low - 1); stride *= 2) {
      high = low;
      low = Math.max(0, low - stride);
    }
    for (let stride = 1; high < count && isBefore(high); stride *= 2) {
      low = high + 1;
      high = Math.min(count, high + stride);
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Steps along all but the last coordinate within reach, and how far along the last one it still goes. */
function stepsWithin(columns: number, reach: number): { offsets: readonly number[]; width: number }[] {
  const furthest = Math.ceil(reach);
  const most = reach * reach * (1 + 1e-9);
  /** Points of cells so many steps apart are at least this far from each other, squared. */
  const gap = (step: number): number => Math.max(0, Math.abs(step) - 1) ** 2;
  let steps: { offsets: readonly number[]; gap: number; length: number }[] = [
    { offsets: [], gap: 0, length: 0 },
  ];
  for (let column = 0; column < columns; column++) {
    steps = steps.flatMap((before) =>
      Array.from({ length: 2 * furthest + 1 }, (_, index) => index - furthest)
        .map((step) => ({
          offsets: [...before.offsets, step],
          gap: before.gap + gap(step),
          length: before.length + step * step,
        }))
        .filter((one) => one.gap <= most),
    );
  }
  return steps
    .sort((a, b) => a.length - b.length)
    .map(({ offsets, gap: gone }) => ({ offsets, width: 1 + Math.floor(Math.sqrt(most - gone)) }));
}
