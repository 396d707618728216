import type { EncodedRows } from '@bora/features';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { joinInput } from './join-input.ts';
import { inputWidth, type Network, type NetworkShape } from './network.ts';
import { layersModelOf, tableLayerName } from './network-layers.ts';

/** A network that answers, on the active backend. Whoever made it disposes of it. */
export interface ServedNetwork {
  /** What rows have to be encoded to. */
  readonly input: NetworkInput;
  /** Logits of bad, one a row. */
  logits(rows: EncodedRows): Float32Array;
  dispose(): void;
}

export type NetworkInput = Pick<NetworkShape, 'width' | 'embeddings'>;

/** A larger call can exhaust the wasm heap for the rest of the process's life. */
export const maximumRowsPerCall = 4096;

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
  const joined = layers.input({ shape: [inputWidth(input)] });
  const hidden = model.getLayer('hidden').apply(joined);
  const outputs = model.getLayer('logit').apply(hidden) as layers.SymbolicTensor;
  const rest = layers.model({ inputs: joined, outputs });
  return {
    input,
    logits(rows) {
      const logits = new Float32Array(rows.rowCount);
      for (let from = 0; from < rows.rowCount; from += maximumRowsPerCall) {
        const slice = sliceRows(rows, from, Math.min(from + maximumRowsPerCall, rows.rowCount));
        const joinedRows = joinInput(input, values, slice);
        logits.set(predict(rest, joinedRows, slice.rowCount), from);
      }
      return logits;
    },
    dispose() {
      rest.dispose();
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

function sliceRows(rows: EncodedRows, from: number, to: number): EncodedRows {
  return {
    ...rows,
    rowCount: to - from,
    dense: rows.dense.subarray(from * rows.width, to * rows.width),
    levels: rows.levels.subarray(from * rows.embeddingCount, to * rows.embeddingCount),
  };
}

function predict(model: layers.LayersModel, input: Float32Array, rowCount: number): Float32Array {
  return tf.tidy(() => {
    // Takes all rows at once, where `predict` cuts them into slices at a cost that grows with their square.
    const output = model.predictOnBatch(tf.tensor2d(input, [rowCount, input.length / rowCount]));
    return (output as tf.Tensor).dataSync<'float32'>();
  });
}
