import { SegmentationError } from './segmentation-error.ts';

/** Customers × features, one row after the other. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** `rows · columns` numbers. */
  readonly values: Float64Array;
}

/**
 * Makes a matrix of rows, all of the same length.
 * @throws SegmentationError `wrong-features` where one has another length.
 */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns) {
      throw new SegmentationError(
        'wrong-features',
        `Customer ${index + 1} has ${row.length} features, not ${columns}: give every customer the same ones.`,
      );
    }
    values.set(row, index * columns);
  }
  return { rows: rows.length, columns, values };
}

/** A matrix of some of the rows, in the given order; a row may come more than once. */
export function pickRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const { columns } = matrix;
  const values = new Float64Array(rows.length * columns);
  for (let place = 0; place < rows.length; place++) {
    const from = rows[place]! * columns;
    for (let column = 0; column < columns; column++)
      values[place * columns + column] = matrix.values[from + column]!;
  }
  return { rows: rows.length, columns, values };
}

/** A matrix of some of the columns, in the given order. */
export function pickColumns(matrix: Matrix, columns: readonly number[]): Matrix {
  const values = new Float64Array(matrix.rows * columns.length);
  for (let row = 0; row < matrix.rows; row++) {
    for (const [place, column] of columns.entries()) {
      values[row * columns.length + place] = matrix.values[row * matrix.columns + column]!;
    }
  }
  return { rows: matrix.rows, columns: columns.length, values };
}

/** @throws SegmentationError `no-customers`, `not-a-number` (naming the customer's place from 1 and the feature's). */
export function checkMatrix({ rows, columns, values }: Matrix): void {
  if (rows === 0 || columns === 0) {
    throw new SegmentationError('no-customers', 'There are no customers to segment: give at least two.');
  }
  if (values.length !== rows * columns) {
    throw new RangeError(`${rows} × ${columns} is not ${values.length} numbers`);
  }
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) continue;
    throw new SegmentationError(
      'not-a-number',
      `Customer ${Math.floor(index / columns) + 1} has no finite number as feature ${(index % columns) + 1}: ` +
        'leave such customers out or fill the value in.',
    );
  }
}

/** Whether two or more rows differ, and how many distinct rows there are, counted up to `enough`. */
export function countDistinctRows({ rows, columns, values }: Matrix, enough: number): number {
  const seen: number[] = [];
  for (let row = 0; row < rows && seen.length < enough; row++) {
    const isKnown = seen.some((other) => {
      for (let column = 0; column < columns; column++) {
        if (values[row * columns + column] !== values[other * columns + column]) return false;
      }
      return true;
    });
    if (!isKnown) seen.push(row);
  }
  return seen.length;
}

/** @throws SegmentationError `invalid-parameter` unless it is a whole number of at least `minimum`. */
export function checkWhole(name: string, value: number, minimum: number): void {
  if (Number.isSafeInteger(value) && value >= minimum) return;
  throw new SegmentationError('invalid-parameter', `${name} must be a whole number from ${minimum}.`);
}

/** @throws SegmentationError `invalid-parameter` unless it is a finite number above 0. */
export function checkPositive(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new SegmentationError('invalid-parameter', `${name} must be a number above 0.`);
}
