import * as tf from '@tensorflow/tfjs-core';

/** The weights of a network of one hidden ReLU layer and one logit, on the active backend. */
export interface LayerWeights {
  /** inputs × hidden */
  readonly hiddenKernel: tf.Tensor2D;
  /** hidden */
  readonly hiddenBias: tf.Tensor1D;
  /** hidden × 1 */
  readonly outputKernel: tf.Tensor2D;
  /** 1 */
  readonly outputBias: tf.Tensor1D;
}

export interface ForwardPass {
  /** The hidden layer before its activation, rows × hidden. */
  readonly before: tf.Tensor2D;
  /** After it. */
  readonly after: tf.Tensor2D;
  /** rows × 1 */
  readonly logits: tf.Tensor2D;
}

/** The network's pass over joined inputs; to be called in `tf.tidy`. @param input rows × inputs, row-major */
export function forward(weights: LayerWeights, input: Float32Array, rowCount: number): ForwardPass {
  const rows = tf.tensor2d(input, [rowCount, input.length / rowCount]);
  const before = tf.fused.matMul({
    a: rows,
    b: weights.hiddenKernel,
    bias: weights.hiddenBias,
  }) as tf.Tensor2D;
  const after = tf.relu(before);
  const logits = tf.fused.matMul({
    a: after,
    b: weights.outputKernel,
    bias: weights.outputBias,
  }) as tf.Tensor2D;
  return { before, after, logits };
}
