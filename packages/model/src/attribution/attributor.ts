import * as tf from '@tensorflow/tfjs-core';
import { forward, type LayerWeights } from '../network/forward.ts';

/** Which group each input of the hidden layer belongs to. */
export interface InputGroups {
  /** Group of each input, from 0. */
  readonly ofInput: readonly number[];
  readonly count: number;
}

export interface Attributor {
  /**
   * @param input rows × inputs, row-major
   * @param logits receives one a row
   * @param contributions zeros; receives what each group adds to the logit, rows × groups
   */
  attribute(input: Float32Array, logits: Float32Array, contributions: Float32Array): void;
  dispose(): void;
}

/** Keeps a hidden unit that is 0 in both rows from dividing by zero; far below any other change. */
const smallest = 1e-30;

/**
 * Splits logits among groups of inputs by DeepLIFT's rescale rule: a hidden unit passes on to its inputs the ratio
 * of its output's change to its input's change, both against the reference, so that contributions sum to the
 * change of the logit. For a unit that reads p in the row and r in the reference that ratio is
 * (relu(p) + relu(r)) / (|p| + |r|), which cannot lose digits. A forward and a backward product.
 * Source: Shrikumar, Greenside, Kundaje, "Learning Important Features Through Propagating Activation Differences"
 * (2017), section 3.5.1.
 *
 * @param reference one row of inputs
 */
export function createAttributor(
  weights: LayerWeights,
  reference: Float32Array,
  groups: InputGroups,
): Attributor {
  const kept = tf.tidy(() => {
    const { before, after } = forward(weights, reference, 1);
    return {
      after,
      size: tf.add(tf.abs(before), smallest),
      // Transposed here: a product with a transposed argument costs many times the plain one on wasm.
      backKernel: tf.transpose(tf.mul(weights.hiddenKernel, tf.transpose(weights.outputKernel))),
    };
  });
  const groupOfInput = Int32Array.from(groups.ofInput);
  return {
    attribute(input, logits, contributions) {
      tf.tidy(() => {
        const pass = forward(weights, input, logits.length);
        logits.set(pass.logits.dataSync<'float32'>());
        const slope = tf.div(tf.add(pass.after, kept.after), tf.add(tf.abs(pass.before), kept.size));
        const multipliers = tf.matMul(slope, kept.backKernel).dataSync<'float32'>();
        sumByGroup(input, reference, multipliers, groupOfInput, groups.count, contributions);
      });
    },
    dispose() {
      tf.dispose(kept);
    },
  };
}

function sumByGroup(
  input: Float32Array,
  reference: Float32Array,
  multipliers: Float32Array,
  groupOfInput: Int32Array,
  groupCount: number,
  contributions: Float32Array,
): void {
  const inputs = reference.length;
  let group = 0;
  for (let place = 0; place < input.length; place += inputs) {
    for (let column = 0; column < inputs; column++) {
      const change = input[place + column]! - reference[column]!;
      if (change !== 0)
        contributions[group + groupOfInput[column]!]! += change * multipliers[place + column]!;
    }
    group += groupCount;
  }
}
