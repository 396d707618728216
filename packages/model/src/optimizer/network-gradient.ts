import * as tf from '@tensorflow/tfjs-core';
import { joinInput } from '../network/join-input.ts';
import { inputWidth, type Network, splitParameters } from '../network/network.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';

/** Training rows as the network reads them, with this step's dropout. */
export interface TrainingBatch {
  readonly rowCount: number;
  /** rowCount × width */
  readonly dense: Float32Array;
  /** rowCount × number of embeddings */
  readonly levels: Int32Array;
  /** 1 for bad, 0 for good. */
  readonly bad: Float32Array;
  /** rowCount × (sum of the embeddings' dimensions): 0 where dropped, else 1 / (1 − rate). */
  readonly embeddingDropout: Float32Array;
  /** rowCount × hidden, likewise. */
  readonly hiddenDropout: Float32Array;
}

/**
 * Mean binary cross-entropy of a batch; its gradient is written into `gradient` (laid out as the
 * parameters). The backward pass is written out because the gradients that TensorFlow.js derives multiply
 * with a transposed argument, many times slower on wasm than a transpose before, and because wasm has no
 * gradient of the embedding look-up.
 */
export function networkGradient(network: Network, batch: TrainingBatch, gradient: Float32Array): number {
  const { shape } = network;
  const columns = inputWidth(shape);
  const weights = splitParameters(shape, network.parameters);
  const input = droppedInput(network, batch);
  const tensors = tf.tidy(() => {
    const x = tf.tensor2d(input, [batch.rowCount, columns]);
    const bad = tf.tensor2d(batch.bad, [batch.rowCount, 1]);
    const dropout = tf.tensor2d(batch.hiddenDropout, [batch.rowCount, shape.hidden]);
    const kernel = tf.tensor2d(weights.hiddenKernel, [columns, shape.hidden]);
    const outputKernel = tf.tensor2d(weights.outputKernel, [shape.hidden, 1]);

    const linear = tf.add(tf.matMul(x, kernel), tf.tensor1d(weights.hiddenBias));
    const hidden = tf.mul(tf.relu(linear), dropout);
    const logits = tf.add(tf.matMul<tf.Tensor2D>(hidden, outputKernel), tf.scalar(weights.outputBias[0]!));

    const logitSlope = tf.div<tf.Tensor2D>(tf.sub(tf.sigmoid(logits), bad), tf.scalar(batch.rowCount));
    const outputSlope = tf.matMul(tf.transpose(hidden), logitSlope);
    // A tensor of its own: wasm multiplies wrongly by a reshaped view of a matrix it has multiplied by before.
    const outputRow = tf.tensor2d(weights.outputKernel, [1, shape.hidden]);
    const hiddenSlope = tf.matMul(logitSlope, outputRow);
    const linearSlope = tf.mul<tf.Tensor2D>(hiddenSlope, tf.mul(dropout, tf.step(linear)));
    const kernelSlope = tf.matMul(tf.transpose(x), linearSlope);
    const biasSlope = tf.sum(linearSlope, 0);
    const embeddingKernel = tf.slice(kernel, [shape.width, 0], [columns - shape.width, shape.hidden]);
    const embeddedSlope =
      columns > shape.width ? tf.matMul(linearSlope, tf.transpose(embeddingKernel)) : tf.zeros([0, 0]);
    return { logits, logitSlope, outputSlope, kernelSlope, biasSlope, embeddedSlope };
  });
  const slopes = splitParameters(shape, gradient);
  slopes.hiddenKernel.set(tensors.kernelSlope.dataSync());
  slopes.hiddenBias.set(tensors.biasSlope.dataSync());
  slopes.outputKernel.set(tensors.outputSlope.dataSync());
  const logitSlope = tensors.logitSlope.dataSync<'float32'>();
  slopes.outputBias[0] = logitSlope.reduce((sum, slope) => sum + slope, 0);
  scatterToTables(network, batch, tensors.embeddedSlope.dataSync(), slopes.tables);
  const loss = binaryCrossEntropy(tensors.logits.dataSync(), batch.bad);
  tf.dispose(tensors);
  return loss;
}

/** The batch's input after the embeddings' dropout. */
function droppedInput(network: Network, batch: TrainingBatch): Float32Array {
  const { tables } = splitParameters(network.shape, network.parameters);
  const input = joinInput(network.shape, tables, batch);
  forEachEmbedded(network, batch, (_table, _tableIndex, embeddedIndex, inputIndex) => {
    input[inputIndex] = input[inputIndex]! * batch.embeddingDropout[embeddedIndex]!;
  });
  return input;
}

/** Adds each row's slope to the vectors of its levels. */
function scatterToTables(
  network: Network,
  batch: TrainingBatch,
  embeddedSlope: ArrayLike<number>,
  slopes: readonly Float32Array[],
): void {
  for (const slope of slopes) slope.fill(0);
  forEachEmbedded(network, batch, (table, tableIndex, embeddedIndex) => {
    const slope = slopes[table]!;
    slope[tableIndex] =
      slope[tableIndex]! + embeddedSlope[embeddedIndex]! * batch.embeddingDropout[embeddedIndex]!;
  });
}

/** Visits every embedded number of a batch with its places in the table, in the embedded part, in the input. */
function forEachEmbedded(
  network: Network,
  batch: TrainingBatch,
  visit: (table: number, tableIndex: number, embeddedIndex: number, inputIndex: number) => void,
): void {
  const { embeddings, width } = network.shape;
  let embeddedIndex = 0;
  for (let row = 0; row < batch.rowCount; row++) {
    for (let table = 0; table < embeddings.length; table++) {
      const { dimensions } = embeddings[table]!;
      const level = batch.levels[row * embeddings.length + table]!;
      for (let dimension = 0; dimension < dimensions; dimension++) {
        visit(table, level * dimensions + dimension, embeddedIndex, embeddedIndex + (row + 1) * width);
        embeddedIndex++;
      }
    }
  }
}
