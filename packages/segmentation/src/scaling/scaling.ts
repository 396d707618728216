import { checkMatrix, type Matrix } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';

/** How features are made comparable: `log-standard` takes the logarithm of those that the layout marks. */
export const scalingKinds = ['log-standard', 'standard', 'min-max', 'none'] as const;
export type ScalingKind = (typeof scalingKinds)[number];

/** scaled = (t(x) − offset) / factor, where t(x) = sign(x) · ln(1 + |x|) for a logarithmic feature and x otherwise. */
export interface FeatureScale {
  readonly log: boolean;
  readonly offset: number;
  readonly factor: number;
}

/**
 * Learns the scale of each column: mean and population standard deviation, or minimum and range.
 *
 * @param logarithmic for each column whether its logarithm is taken; only `log-standard` reads it.
 * @param names of the columns, by which people are told of them.
 * @throws SegmentationError `constant-feature` naming the column or else its place from 1, `not-a-number`, `no-customers`.
 */
export function fitScaling(
  matrix: Matrix,
  kind: ScalingKind,
  logarithmic: readonly boolean[],
  names: readonly string[] = [],
): FeatureScale[] {
  checkMatrix(matrix);
  return Array.from({ length: matrix.columns }, (_, column) => {
    const log = kind === 'log-standard' && logarithmic[column] === true;
    if (kind === 'none') return { log, offset: 0, factor: 1 };
    const { mean, deviation, minimum, maximum } = describeColumn(matrix, column, log);
    if (maximum === minimum) throw constantFeature(names[column] ?? `Feature ${column + 1}`);
    return kind === 'min-max'
      ? { log, offset: minimum, factor: maximum - minimum }
      : { log, offset: mean, factor: deviation };
  });
}

/** The matrix in scaled units. Throws RangeError where the number of columns is another. */
export function applyScaling(matrix: Matrix, scales: readonly FeatureScale[]): Matrix {
  return mapColumns(matrix, scales, scaled);
}

/** The inverse of `applyScaling`. */
export function undoScaling(matrix: Matrix, scales: readonly FeatureScale[]): Matrix {
  return mapColumns(matrix, scales, unscaled);
}

function scaled(value: number, { log, offset, factor }: FeatureScale): number {
  return ((log ? signedLog(value) : value) - offset) / factor;
}

function unscaled(value: number, { log, offset, factor }: FeatureScale): number {
  const transformed = value * factor + offset;
  return log ? Math.sign(transformed) * Math.expm1(Math.abs(transformed)) : transformed;
}

/** ln(1 + x), mirrored at 0 so that an overdrawn balance has a place as well. */
function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

function mapColumns(
  { rows, columns, values }: Matrix,
  scales: readonly FeatureScale[],
  map: (value: number, scale: FeatureScale) => number,
): Matrix {
  if (scales.length !== columns) throw new RangeError(`${columns} columns, but ${scales.length} scales`);
  const mapped = new Float64Array(values.length);
  for (let column = 0; column < columns; column++) {
    const scale = scales[column]!;
    for (let index = column; index < values.length; index += columns)
      mapped[index] = map(values[index]!, scale);
  }
  return { rows, columns, values: mapped };
}

function describeColumn({ rows, columns, values }: Matrix, column: number, log: boolean) {
  let sum = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  const read = (row: number) => {
    const value = values[row * columns + column]!;
    return log ? signedLog(value) : value;
  };
  for (let row = 0; row < rows; row++) {
    const value = read(row);
    sum += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const mean = sum / rows;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += (read(row) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / rows), minimum, maximum };
}

function constantFeature(name: string): SegmentationError {
  return new SegmentationError(
    'constant-feature',
    `${name} is the same for every customer and cannot tell them apart: leave it out.`,
  );
}
