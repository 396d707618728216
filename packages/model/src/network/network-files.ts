import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import type { Network } from './network.ts';
import { layersModelOf } from './network-layers.ts';
import { type ServedNetwork, serveLayersModel } from './served-network.ts';

/** A network as files of TensorFlow.js: topology with weights manifest, and the weights. */
export interface NetworkFiles {
  readonly 'model.json': Uint8Array;
  readonly 'weights.bin': Uint8Array;
}

/** Files that hold no network of this kind. */
export class NetworkFilesError extends Error {
  override readonly name = 'NetworkFilesError';
  readonly code = 'network-files';
}

const LayersModelJson = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal('weights.bin')]),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.int().min(0)), dtype: z.literal('float32') }),
      ),
    }),
  ]),
});

/** Writes the network as a TensorFlow.js layers model, which any TensorFlow.js program can load. */
export async function writeNetworkFiles(network: Network): Promise<NetworkFiles> {
  const model = layersModelOf(network);
  const saved: tf.io.ModelArtifacts[] = [];
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  model.dispose();
  const artifacts = saved[0]!;
  const json = {
    format: artifacts.format,
    generatedBy: artifacts.generatedBy,
    convertedBy: null,
    modelTopology: artifacts.modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: artifacts.weightSpecs }],
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    'weights.bin': new Uint8Array(tf.io.CompositeArrayBuffer.join(artifacts.weightData)),
  };
}

/**
 * Serves the network that `writeNetworkFiles` wrote.
 * @throws NetworkFilesError when the files are not such a network
 */
export async function readNetworkFiles(files: NetworkFiles): Promise<ServedNetwork> {
  try {
    const json = LayersModelJson.parse(JSON.parse(new TextDecoder().decode(files['model.json'])));
    const [{ weights }] = json.weightsManifest;
    const model = await layers.loadLayersModel(
      tf.io.fromMemory({
        format: json.format,
        modelTopology: json.modelTopology,
        weightSpecs: weights,
        weightData: files['weights.bin'].slice().buffer,
      }),
    );
    return serveLayersModel(model);
  } catch (error) {
    throw new NetworkFilesError(
      'model.json and weights.bin hold no network: take the bundle from its source again.',
      {
        cause: error,
      },
    );
  }
}
