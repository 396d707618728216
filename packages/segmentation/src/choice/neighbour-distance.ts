import type { Matrix } from '../matrix.ts';
import { kneePlace } from './knee.ts';

/**
 * Distances of the rows to their `minPoints`-th neighbour, themselves counted, falling. Of a matrix of n rows it
 * computes n² distances: hand it a sample.
 */
export function neighbourDistances({ rows, columns, values }: Matrix, minPoints: number): Float64Array {
  const nearest = Math.min(minPoints, rows) - 1;
  const found = new Float64Array(rows);
  const distances = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < rows; other++) {
      let distance = 0;
      for (let column = 0; column < columns; column++)
        distance += (values[row * columns + column]! - values[other * columns + column]!) ** 2;
      distances[other] = distance;
    }
    distances.sort();
    found[row] = Math.sqrt(distances[nearest]!);
  }
  return found.sort().reverse();
}

/**
 * An eps for DBSCAN: the bend of the falling curve of neighbour distances, left of which points are scattered.
 * Source: M. Ester and others (1996), section 4.2. Null where all distances are equal.
 */
export function suggestEps(matrix: Matrix, minPoints: number): number | null {
  const distances = neighbourDistances(matrix, minPoints);
  const place = kneePlace([...distances.keys()], [...distances]);
  if (place === null) return null;
  const eps = distances[place]!;
  return eps > 0 ? eps : null;
}
