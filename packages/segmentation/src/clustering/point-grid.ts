import type { Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { cellOrder } from './cell-order.ts';
import { type CellRanges, furthestStep, rangeFinder } from './cell-ranges.ts';

/**
 * Points in cells so small that two points of one cell are always within `eps` of each other. Cells are sorted by their
 * coordinates, so that all that may be near stands in a few ranges of cells, and so of rows.
 */
export interface PointGrid {
  readonly columns: number;
  /** The rows, those of a cell together. */
  readonly order: Uint32Array;
  /** The points in that order, `columns` numbers each. */
  readonly points: Float64Array;
  /** Where in the order each cell begins; one more entry than there are cells, for its end. */
  readonly starts: Uint32Array;
  /** Ranges that hold all cells with a point within `eps` of some point of this cell. Valid until the next question. */
  near(cell: number): CellRanges;
  /** The same for a point at these coordinates. */
  nearPoint(point: ArrayLike<number>): CellRanges;
}

/** Rounding must not let two points of a cell be more than `eps` apart. */
const margin = 1 - 1e-6;
/** Cells along a feature, above which rounding could. */
const greatestExtent = 2 ** 31;
/**
 * Features by whose cells neighbours are looked for; what differs in further ones is left to the distance. With each
 * more the ranges would be at least five times as many.
 */
const leadingColumns = 3;

/**
 * Source: A. Gunawan, "A faster algorithm for DBSCAN" (2013): cells of side eps / √d.
 *
 * @throws SegmentationError `eps-too-small` where eps is so small against the spread that cells cannot be numbered.
 */
export function pointGrid(matrix: Matrix, eps: number): PointGrid {
  const { rows, columns, values } = matrix;
  const side = (eps / Math.sqrt(columns)) * margin;
  const reach = eps / side;
  const { least, extents, coordinates } = cellCoordinates(matrix, side);
  const order = cellOrder(coordinates, rows, columns);
  const cube = leadingKeys(extents.slice(0, leadingColumns), furthestStep(reach));
  const points = new Float64Array(values.length);
  const starts: number[] = [];
  const keys: number[] = [];
  for (let place = 0; place < rows; place++) {
    const at = order[place]! * columns;
    for (let column = 0; column < columns; column++) points[place * columns + column] = values[at + column]!;
    if (place > 0 && isSameCell(coordinates, columns, at, order[place - 1]! * columns)) continue;
    starts.push(place);
    keys.push(cube.keyOf(coordinates, at));
  }
  const ranges = rangeFinder(Float64Array.from(keys), cube.strides, reach);
  return {
    columns,
    order,
    points,
    starts: Uint32Array.from([...starts, rows]),
    near: (cell) => ranges(keys[cell]!),
    nearPoint: (point) => {
      const cell = Array.from(least, (from, column) => Math.floor((point[column]! - from) / side));
      return ranges(cube.keyOf(cell, 0));
    },
  };
}

/** The cell of every row, as whole numbers from 0 for each feature, and how many there are along it. */
function cellCoordinates({ rows, columns, values }: Matrix, side: number) {
  const least = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const greatest = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < values.length; index++) {
    const [column, value] = [index % columns, values[index]!];
    if (value < least[column]!) least[column] = value;
    if (value > greatest[column]!) greatest[column] = value;
  }
  const extents = Array.from(least, (from, column) => Math.floor((greatest[column]! - from) / side) + 1);
  if (extents.some((extent) => !(extent <= greatestExtent))) throw epsTooSmall();
  const coordinates = new Uint32Array(rows * columns);
  for (let index = 0; index < coordinates.length; index++)
    coordinates[index] = Math.floor((values[index]! - least[index % columns]!) / side);
  return { least, extents, coordinates };
}

/** Numbers the cells by their leading coordinates, with so much room at the sides that no step wraps around. */
function leadingKeys(extents: readonly number[], furthest: number) {
  // A point that is asked about may lie outside; further out than this, nothing is near it.
  const room = 2 * furthest + 1;
  const widths = extents.map((extent) => extent + 2 * room);
  if (!(widths.reduce((product, width) => product * width, 1) < Number.MAX_SAFE_INTEGER)) throw epsTooSmall();
  const strides = widths.map((_, column) =>
    widths.slice(column + 1).reduce((product, width) => product * width, 1),
  );
  return {
    strides,
    keyOf(cell: ArrayLike<number>, at: number): number {
      let key = 0;
      for (let column = 0; column < strides.length; column++) {
        const inside = Math.min(extents[column]! + furthest, Math.max(-1 - furthest, cell[at + column]!));
        key += (inside + room) * strides[column]!;
      }
      return key;
    },
  };
}

function isSameCell(coordinates: Uint32Array, columns: number, at: number, other: number): boolean {
  for (let column = 0; column < columns; column++)
    if (coordinates[at + column] !== coordinates[other + column]) return false;
  return true;
}

function epsTooSmall(): SegmentationError {
  return new SegmentationError(
    'eps-too-small',
    'eps is far smaller than the spread of the customers, so that all would be noise: choose a greater one.',
  );
}
