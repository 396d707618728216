import type { HeatMapCell } from './heat-map-chart.ts';

export interface ContourSegment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/**
 * Where a number over a grid equals a level, as straight pieces: marching triangles, linear between neighbours. Each
 * square of four neighbours is cut into the two triangles of one diagonal, so that no case is ambiguous.
 *
 * @param cells every x with every y, once
 */
export function contourLines(cells: readonly HeatMapCell[], level: number): ContourSegment[] {
  const xs = ascending(cells.map(({ x }) => x));
  const ys = ascending(cells.map(({ y }) => y));
  const columns = new Map(xs.map((x, column) => [x, column]));
  const rows = new Map(ys.map((y, row) => [y, row]));
  const grid = ys.map(() => new Array<Corner>(xs.length));
  for (const cell of cells) grid[rows.get(cell.y)!]![columns.get(cell.x)!] = cell;
  const segments: ContourSegment[] = [];
  for (let row = 0; row + 1 < ys.length; row++) {
    for (let column = 0; column + 1 < xs.length; column++) {
      const [low, high] = [grid[row]!, grid[row + 1]!];
      const diagonal = [low[column]!, high[column + 1]!] as const;
      for (const third of [low[column + 1]!, high[column]!]) {
        const segment = crossing([...diagonal, third], level);
        if (segment) segments.push(segment);
      }
    }
  }
  return segments;
}

function crossing([a, b, c]: readonly [Corner, Corner, Corner], level: number): ContourSegment | null {
  const sides = [[a, b] as const, [b, c] as const, [c, a] as const];
  const points = sides
    .filter(([from, to]) => from.value >= level !== to.value >= level)
    .map(([from, to]) => {
      const share = (level - from.value) / (to.value - from.value);
      return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    });
  const [first, second] = points;
  return first && second ? { x1: first.x, y1: first.y, x2: second.x, y2: second.y } : null;
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}
