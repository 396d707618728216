/**
 * Lower Cholesky factor of a symmetric matrix of `size` × `size` numbers, or null where it is not positive definite.
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column]!;
      for (let inner = 0; inner < column; inner++)
        rest -= factor[row * size + inner]! * factor[column * size + inner]!;
      if (row === column) {
        if (!(rest > 0)) return null;
        factor[row * size + row] = Math.sqrt(rest);
      } else factor[row * size + column] = rest / factor[column * size + column]!;
    }
  }
  return factor;
}

/** Inverse of a lower triangle without a 0 on its diagonal. */
export function invertLowerTriangle(triangle: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / triangle[column * size + column]!;
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let inner = column; inner < row; inner++)
        sum -= triangle[row * size + inner]! * inverse[inner * size + column]!;
      inverse[row * size + column] = sum / triangle[row * size + row]!;
    }
  }
  return inverse;
}
