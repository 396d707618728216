import { seededRandom, shuffledRows } from '@bora/random';
import { type Matrix, pickRows } from '../matrix.ts';

/** The matrix, or a random sample of its rows where it has more. */
export function sampledRows(matrix: Matrix, maximumRows: number, seed: number): Matrix {
  if (matrix.rows <= maximumRows) return matrix;
  return pickRows(matrix, shuffledRows(matrix.rows, seededRandom(seed, 1)).subarray(0, maximumRows));
}
