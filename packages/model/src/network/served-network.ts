import type { EncodedRows } from '@bora/features';
import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { createAttributor, type InputGroups } from '../attribution/attributor.ts';
import { forward } from './forward.ts';
import { joinInput } from './join-input.ts';
import type { Network, NetworkShape } from './network.ts';
import { layersModelOf, tableLayerName } from './network-layers.ts';

/** A network that answers, on the active backend. Whoever made it disposes of it. */
export interface ServedNetwork {
  /** What rows have to be encoded to. */
  readonly input: NetworkInput;
  /** Logits of bad, one a row. */
  logits(rows: EncodedRows): Float32Array;
  /**
   * Makes ready to split logits among groups of inputs; whoever asked disposes of it before the network.
   * @param reference one row
   */
  explainAgainst(reference: EncodedRows, groups: InputGroups): NetworkExplainer;
  dispose(): void;
}

/** Splits logits among groups of inputs, against a reference row. */
export interface NetworkExplainer {
  explain(rows: EncodedRows): ExplainedLogits;
  dispose(): void;
}

export interface ExplainedLogits {
  /** What `logits` answers, of the same pass. */
  readonly logits: Float32Array;
  /** Row-major, rows × groups: a row sums to its logit less the reference's. */
  readonly contributions: Float32Array;
}

export type NetworkInput = Pick<NetworkShape, 'width' | 'embeddings'>;

/** A larger call can exhaust the wasm heap for the rest of the process's life. */
export const maximumRowsPerCall = 4096;

/** Half as many, because a pass that explains holds several hidden layers at once. */
const rowsPerExplanation = maximumRowsPerCall / 2;

/** Serves a network that stands in memory. */
export function serveNetwork(network: Network): ServedNetwork {
  return serveLayersModel(layersModelOf(network));
}

/**
 * Serves a model that `layersModelOf` made, here or before it was written to files. The embeddings are looked up
 * outside of TensorFlow, because a look-up on wasm takes as long as a quarter of the whole network.
 */
export function serveLayersModel(model: layers.LayersModel): ServedNetwork {
  const tables = tablesOf(model);
  const input: NetworkInput = { width: denseWidth(model), embeddings: tables.map(({ shape }) => shape) };
  const values = tables.map((table) => table.values);
  const [hiddenKernel, hiddenBias] = weightsOf(model, 'hidden');
  const [outputKernel, outputBias] = weightsOf(model, 'logit');
  const weights = { hiddenKernel, hiddenBias, outputKernel, outputBias };
  const join = (rows: EncodedRows): Float32Array => joinInput(input, values, rows);
  return {
    input,
    logits(rows) {
      const logits = new Float32Array(rows.rowCount);
      for (const { from, slice } of slicesOf(rows, maximumRowsPerCall)) {
        // An array that `tidy` returned would be searched for tensors, number by number.
        tf.tidy(() =>
          logits.set(forward(weights, join(slice), slice.rowCount).logits.dataSync<'float32'>(), from),
        );
      }
      return logits;
    },
    explainAgainst(reference, groups) {
      const attributor = createAttributor(weights, join(reference), groups);
      return {
        explain(rows) {
          const logits = new Float32Array(rows.rowCount);
          const contributions = new Float32Array(rows.rowCount * groups.count);
          for (const { from, slice } of slicesOf(rows, rowsPerExplanation)) {
            attributor.attribute(
              join(slice),
              logits.subarray(from, from + slice.rowCount),
              contributions.subarray(from * groups.count, (from + slice.rowCount) * groups.count),
            );
          }
          return { logits, contributions };
        },
        dispose: attributor.dispose,
      };
    },
    dispose() {
      model.dispose();
    },
  };
}

interface Table {
  readonly shape: NetworkShape['embeddings'][number];
  readonly values: Float32Array;
}

function tablesOf(model: layers.LayersModel): Table[] {
  return model.inputs.slice(1).map((_, index) => {
    const name = tableLayerName(index);
    const [weights] = model.getLayer(name).getWeights();
    const [levelCount = 0, dimensions = 0] = weights!.shape;
    return { shape: { name, levelCount, dimensions }, values: weights!.dataSync<'float32'>().slice() };
  });
}

function denseWidth(model: layers.LayersModel): number {
  return model.inputs[0]!.shape[1]!;
}

/** Kernel and bias, which stay the model's. */
function weightsOf(model: layers.LayersModel, layerName: string): [tf.Tensor2D, tf.Tensor1D] {
  const [kernel, bias] = model.getLayer(layerName).getWeights();
  return [kernel as tf.Tensor2D, bias as tf.Tensor1D];
}

function* slicesOf(rows: EncodedRows, length: number): Generator<{ from: number; slice: EncodedRows }> {
  for (let from = 0; from < rows.rowCount; from += length) {
    yield { from, slice: sliceRows(rows, from, Math.min(from + length, rows.rowCount)) };
  }
}

function sliceRows(rows: EncodedRows, from: number, to: number): EncodedRows {
  return {
    ...rows,
    rowCount: to - from,
    dense: rows.dense.subarray(from * rows.width, to * rows.width),
    levels: rows.levels.subarray(from * rows.embeddingCount, to * rows.embeddingCount),
  };
}
