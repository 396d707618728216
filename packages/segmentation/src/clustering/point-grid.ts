import type { Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';

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
  near(cell: number): readonly number[];
  /** The cells that may hold a point within `eps` of these coordinates. */
  nearPoint(point: ArrayLike<number>): readonly number[];
}

/** Rounding must not let two points of a cell be more than `eps` apart. */
const margin = 1 - 1e-9;
const greatestKey = Number.MAX_SAFE_INTEGER;

/**
 * Source: A. Gunawan, "A faster algorithm for DBSCAN" (2013): cells of side eps / √d.
 *
 * @throws SegmentationError `eps-too-small` where eps is so small against the spread that cells cannot be numbered.
 */
export function pointGrid({ rows, columns, values }: Matrix, eps: number): PointGrid {
  const side = (eps / Math.sqrt(columns)) * margin;
  const origin = extremes(values, columns, Math.min, Number.POSITIVE_INFINITY);
  const extent = extremes(values, columns, Math.max, Number.NEGATIVE_INFINITY).map(
    (greatest, column) => Math.floor((greatest - origin[column]!) / side) + 1,
  );
  if (!(extent.reduce((product, cells) => product * (cells + 8), 1) < greatestKey)) {
    throw new SegmentationError(
      'eps-too-small',
      'eps is far smaller than the spread of the customers, so that all would be noise: choose a greater one.',
    );
  }
  const keyOf = (coordinates: readonly number[]) =>
    coordinates.reduce((key, coordinate, column) => key * extent[column]! + coordinate, 0);
  const numbers = new Map<number, number>();
  const coordinatesOfCell: number[][] = [];
  const cellOfRow = new Int32Array(rows);
  const counts: number[] = [];
  for (let row = 0; row < rows; row++) {
    const coordinates = cellCoordinates(values.subarray(row * columns, (row + 1) * columns), origin, side);
    const key = keyOf(coordinates);
    let cell = numbers.get(key);
    if (cell === undefined) {
      cell = coordinatesOfCell.length;
      numbers.set(key, cell);
      coordinatesOfCell.push(coordinates);
      counts.push(0);
    }
    cellOfRow[row] = cell;
    counts[cell]! += 1;
  }
  const cells = counts.map((count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  for (let row = 0; row < rows; row++) {
    const cell = cellOfRow[row]!;
    cells[cell]![filled[cell]!++] = row;
  }
  const offsets = offsetsWithin(columns, eps / side, coordinatesOfCell.length);
  const around = (coordinates: readonly number[]): number[] => {
    if (offsets === null) {
      return [...coordinatesOfCell.keys()].filter((cell) =>
        canBeNear(
          coordinates.map((coordinate, column) => coordinatesOfCell[cell]![column]! - coordinate),
          eps / side,
        ),
      );
    }
    const found: number[] = [];
    for (const offset of offsets) {
      let key = 0;
      let isInside = true;
      for (let column = 0; column < columns; column++) {
        const coordinate = coordinates[column]! + offset[column]!;
        if (coordinate < 0 || coordinate >= extent[column]!) isInside = false;
        key = key * extent[column]! + coordinate;
      }
      const cell = isInside ? numbers.get(key) : undefined;
      if (cell !== undefined) found.push(cell);
    }
    return found;
  };
  return {
    cells,
    cellOfRow,
    near: (cell) => around(coordinatesOfCell[cell]!),
    nearPoint: (point) => around(cellCoordinates(point, origin, side)),
  };
}

function cellCoordinates(point: ArrayLike<number>, origin: readonly number[], side: number): number[] {
  return origin.map((least, column) => Math.floor((point[column]! - least) / side));
}

function extremes(
  values: Float64Array,
  columns: number,
  pick: (a: number, b: number) => number,
  start: number,
): number[] {
  const found = new Array<number>(columns).fill(start);
  for (let index = 0; index < values.length; index++)
    found[index % columns] = pick(found[index % columns]!, values[index]!);
  return found;
}

/** All steps from a cell to one that can hold a point within reach, nearest first; null where more than there are cells. */
function offsetsWithin(columns: number, reach: number, cellCount: number): number[][] | null {
  const furthest = Math.ceil(reach);
  if ((2 * furthest + 1) ** columns > Math.max(1000, 4 * cellCount)) return null;
  let offsets: number[][] = [[]];
  for (let column = 0; column < columns; column++) {
    const steps = Array.from({ length: 2 * furthest + 1 }, (_, step) => step - furthest);
    offsets = offsets.flatMap((offset) => steps.map((step) => [...offset, step]));
  }
  const length = (offset: readonly number[]) => offset.reduce((sum, step) => sum + step * step, 0);
  return offsets.filter((offset) => canBeNear(offset, reach)).sort((a, b) => length(a) - length(b));
}

/** Whether the nearest corners of two cells so many steps apart are within reach, all in units of a cell's side. */
function canBeNear(steps: readonly number[], reach: number): boolean {
  const gap = steps.reduce((sum, step) => sum + Math.max(0, Math.abs(step) - 1) ** 2, 0);
  return gap <= reach * reach * (1 + 1e-9);
}
