import type { EncodedRows } from '@bora/features';
import { inputWidth, type NetworkShape } from './network.ts';

/** The part of encoded rows that the network reads. */
export type NetworkRows = Pick<EncodedRows, 'rowCount' | 'dense' | 'levels'>;

/**
 * What the hidden layer reads, rowCount × inputWidth: the dense columns, then the vectors of the row's levels.
 * @param tables levelCount × dimensions, one for each embedding
 */
export function joinInput(
  shape: Pick<NetworkShape, 'width' | 'embeddings'>,
  tables: readonly Float32Array[],
  rows: NetworkRows,
): Float32Array {
  const { width, embeddings } = shape;
  const columns = inputWidth(shape);
  const input = new Float32Array(rows.rowCount * columns);
  for (let row = 0; row < rows.rowCount; row++) {
    let place = row * columns;
    input.set(rows.dense.subarray(row * width, (row + 1) * width), place);
    place += width;
    for (let index = 0; index < embeddings.length; index++) {
      const { dimensions } = embeddings[index]!;
      const table = tables[index]!;
      const from = rows.levels[row * embeddings.length + index]! * dimensions;
      for (let dimension = 0; dimension < dimensions; dimension++) {
        input[place++] = table[from + dimension]!;
      }
    }
  }
  return input;
}
