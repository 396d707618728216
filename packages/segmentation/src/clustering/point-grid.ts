import type { Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { cellNumbers } from './cell-numbers.ts';

/**
 * Points in cells so small that two points of one cell are always within `eps` of each other. A point's neighbours
 * within `eps` are found in the few cells around its own.
 */
export interface PointGrid {
  /** For each cell its rows. */
  readonly cells: readonly Int32Array[];
  /** For each row its cell. */
  readonly cellOfRow: Int32Array;
  /** The cells, the cell itself first, that may hold a point within `eps` of some point of this one. */
  near(cell: number): Int32Array;
  /** The cells that may hold a point within `eps` of these coordinates. */
  nearPoint(point: ArrayLike<number>): Int32Array;
}

/** Rounding must not let two points of a cell be more than `eps` apart. */
const margin = 1 - 1e-9;

/**
 * Source: A. Gunawan, "A faster algorithm for DBSCAN" (2013): cells of side eps / √d.
 *
 * @throws SegmentationError `eps-too-small` where eps is so small against the spread that cells cannot be numbered.
 */
export function pointGrid(points: Matrix, eps: number): PointGrid {
  const { rows, columns, values } = points;
  const side = (eps / Math.sqrt(columns)) * margin;
  const reach = eps / side;
  const cube = cellCube(points, side, Math.ceil(reach));
  const numbers = cellNumbers();
  const keys: number[] = [];
  const counts: number[] = [];
  const cellOfRow = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const key = cube.keyOf(values, row * columns)!;
    let cell = numbers.find(key);
    if (cell < 0) {
      cell = numbers.add(key);
      keys.push(key);
      counts.push(0);
    }
    cellOfRow[row] = cell;
    counts[cell]! += 1;
  }
  const steps = stepsWithin(columns, reach, cube.strides);
  const around = (key: number): Int32Array => {
    const found: number[] = [];
    for (const step of steps) {
      const cell = numbers.find(key + step);
      if (cell >= 0) found.push(cell);
    }
    return Int32Array.from(found);
  };
  const known: Int32Array[] = [];
  return {
    cells: rowsOfCells(cellOfRow, counts),
    cellOfRow,
    near: (cell) => {
      known[cell] ??= around(keys[cell]!);
      return known[cell];
    },
    nearPoint: (point) => {
      const key = cube.keyOf(point, 0);
      return key === null ? new Int32Array(0) : around(key);
    },
  };
}

/** Numbers the cells of the cube around the points, with so much room at its sides that a step never wraps around. */
function cellCube({ columns, values }: Matrix, side: number, room: number) {
  const least = new Array<number>(columns).fill(Number.POSITIVE_INFINITY);
  const greatest = new Array<number>(columns).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < values.length; index++) {
    const column = index % columns;
    least[column] = Math.min(least[column]!, values[index]!);
    greatest[column] = Math.max(greatest[column]!, values[index]!);
  }
  // Twice the room: a point that is asked about may lie outside by one room, and its neighbours by another.
  const extents = least.map((from, column) => Math.floor((greatest[column]! - from) / side) + 1 + 4 * room);
  const strides = extents.map((_, column) =>
    extents.slice(column + 1).reduce((product, extent) => product * extent, 1),
  );
  if (!(extents.reduce((product, extent) => product * extent, 1) < Number.MAX_SAFE_INTEGER)) {
    throw new SegmentationError(
      'eps-too-small',
      'eps is far smaller than the spread of the customers, so that all would be noise: choose a greater one.',
    );
  }
  return {
    strides,
    /** Null for a point that lies so far outside that nothing is near. */
    keyOf(point: ArrayLike<number>, at: number): number | null {
      let key = 0;
      for (let column = 0; column < columns; column++) {
        const coordinate = Math.floor((point[at + column]! - least[column]!) / side) + 2 * room;
        if (!(coordinate >= room && coordinate < extents[column]! - room)) return null;
        key += coordinate * strides[column]!;
      }
      return key;
    },
  };
}

function rowsOfCells(cellOfRow: Int32Array, counts: readonly number[]): Int32Array[] {
  const cells = counts.map((count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  for (const [row, cell] of cellOfRow.entries()) cells[cell]![filled[cell]!++] = row;
  return cells;
}

/** Differences of key from a cell to every one that can hold a point within reach, the nearest first. */
function stepsWithin(columns: number, reach: number, strides: readonly number[]): number[] {
  const furthest = Math.ceil(reach);
  let steps = [{ key: 0, gap: 0, length: 0 }];
  for (let column = 0; column < columns; column++) {
    steps = steps.flatMap(({ key, gap, length }) =>
      Array.from({ length: 2 * furthest + 1 }, (_, index) => index - furthest)
        .map((step) => ({
          key: key + step * strides[column]!,
          gap: gap + Math.max(0, Math.abs(step) - 1) ** 2,
          length: length + step * step,
        }))
        .filter((one) => one.gap <= reach * reach * (1 + 1e-9)),
    );
  }
  return steps.sort((a, b) => a.length - b.length).map(({ key }) => key);
}
