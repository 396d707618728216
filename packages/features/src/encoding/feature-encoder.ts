import type { EncodedColumn, EncodedEmbedding, EncodedRows } from '../encoded-rows.ts';
import { writeScaled } from './column-scale.ts';
import { EncoderMismatchError } from './encoder-mismatch-error.ts';
import type { ColumnScale, EncoderState } from './encoder-state.ts';
import { findLevels } from './key-levels.ts';
import type { EmbeddingOutput, Operator } from './operator.ts';
import { createOperator } from './operators.ts';
import type { RowView } from './row-view.ts';
import type { VariableIndex } from './variable-index.ts';

/** Encodes views of rows: the one path of serving and of training. */
export interface FeatureEncoder {
  readonly columns: EncodedColumn[];
  readonly embeddings: EncodedEmbedding[];
  encode(rows: RowView): EncodedRows;
}

/** @throws EncoderMismatchError when the scales of a feature do not fit its columns. */
export function createFeatureEncoder(state: EncoderState, variables: VariableIndex): FeatureEncoder {
  const levelsOf = findLevels(state.keys);
  const columns: EncodedColumn[] = [];
  const embeddings: EncodedEmbedding[] = [];
  const writers: { operator: Operator; scales: readonly ColumnScale[] }[] = [];
  const outputs: EmbeddingOutput[] = [];
  for (const { feature, knots, scales } of state.features) {
    const { name, speaksFor } = feature;
    const operator = createOperator(feature, { knots, variables, levels: levelsOf });
    if (operator.columns.length !== scales.length) {
      throw new EncoderMismatchError(
        `${name}: ${operator.columns.length} columns but ${scales.length} scales`,
      );
    }
    writers.push({ operator, scales });
    for (const { suffix } of operator.columns) {
      columns.push({ name: suffix === '' ? name : `${name}:${suffix}`, feature: name, speaksFor });
    }
    if (operator.embedding) {
      const { dimensions, levelCount } = operator.embedding;
      outputs.push(operator.embedding);
      embeddings.push({ name, speaksFor, dimensions, levelCount });
    }
  }
  const widest = Math.max(0, ...writers.map(({ scales }) => scales.length));
  return {
    columns,
    embeddings,
    encode(rows) {
      const { rowCount } = rows;
      const dense = new Float32Array(rowCount * columns.length);
      const raw = new Float64Array(rowCount * widest);
      let column = 0;
      for (const { operator, scales } of writers) {
        operator.write(rows, raw);
        scales.forEach((scale, index) => {
          const values = raw.subarray(index * rowCount, (index + 1) * rowCount);
          writeScaled(values, scale, dense, column + index, columns.length);
        });
        column += scales.length;
      }
      const levels = interleave(
        outputs.map((output) => output.levels(rows)),
        rowCount,
      );
      return { rowCount, width: columns.length, dense, embeddingCount: outputs.length, levels };
    },
  };
}

function interleave(columns: readonly Int32Array[], rowCount: number): Int32Array {
  const levels = new Int32Array(rowCount * columns.length);
  columns.forEach((values, column) => {
    for (let row = 0; row < rowCount; row++) levels[row * columns.length + column] = values[row]!;
  });
  return levels;
}
