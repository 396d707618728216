import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { type Network, splitParameters } from './network.ts';

export function tableLayerName(index: number): string {
  return `table_${index}`;
}

/**
 * The network as a TensorFlow.js layers model: the input `dense` first, then one integer input for each
 * embedding; layers `hidden` and `logit`. Whoever made it disposes of it.
 */
export function layersModelOf(network: Network): layers.LayersModel {
  const { shape } = network;
  const weights = splitParameters(shape, network.parameters);
  const dense = layers.input({ shape: [shape.width], name: 'dense' });
  const inputs = [dense];
  const parts = [dense];
  for (const [index, embedding] of shape.embeddings.entries()) {
    const level = layers.input({ shape: [1], dtype: 'int32', name: `level_${index}` });
    const table = layers.layers.embedding({
      name: tableLayerName(index),
      inputDim: embedding.levelCount,
      outputDim: embedding.dimensions,
      embeddingsInitializer: 'zeros',
    });
    const flat = layers.layers.flatten({ name: `vector_${index}` });
    inputs.push(level);
    parts.push(flat.apply(table.apply(level)) as layers.SymbolicTensor);
  }
  const joined = parts.length === 1 ? dense : layers.layers.concatenate({ name: 'joined' }).apply(parts);
  const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;
  const hidden = layers.layers.dense({ name: 'hidden', units: shape.hidden, activation: 'relu', ...zeros });
  const logit = layers.layers.dense({ name: 'logit', units: 1, ...zeros });
  const outputs = logit.apply(hidden.apply(joined)) as layers.SymbolicTensor;
  const model = layers.model({ name: 'network', inputs, outputs });
  setWeights(model, 'hidden', [weights.hiddenKernel, weights.hiddenBias]);
  setWeights(model, 'logit', [weights.outputKernel, weights.outputBias]);
  for (const [index, table] of weights.tables.entries()) setWeights(model, tableLayerName(index), [table]);
  return model;
}

function setWeights(model: layers.LayersModel, layerName: string, values: readonly Float32Array[]): void {
  const layer = model.getLayer(layerName);
  tf.tidy(() => {
    const shapes = layer.getWeights().map((weight) => weight.shape);
    layer.setWeights(values.map((value, index) => tf.tensor(value, shapes[index])));
  });
}
