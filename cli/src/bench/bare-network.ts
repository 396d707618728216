import type { LoadedBundle } from '@bora/bundle';
import type { EncodedRows } from '@bora/features';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { z } from 'zod';

/** The network of a bundle as any TensorFlow.js program runs it: encoded rows in, logits out, nothing around it. */
export type BareNetwork = (rows: EncodedRows) => Float32Array;

const LayersModelJson = z.object({
  modelTopology: z.looseObject({}),
  weightsManifest: z.array(
    z.object({
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.literal('float32') })),
    }),
  ),
});

/** Loads `model.json` and `weights.bin` on the active backend. */
export async function loadBareNetwork(bundle: LoadedBundle): Promise<BareNetwork> {
  const { modelTopology, weightsManifest } = bundle.json('model.json', LayersModelJson);
  const model = await layers.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: Uint8Array.from(bundle.file('weights.bin')).buffer,
    }),
  );
  return (rows) =>
    tf.tidy(() => {
      const inputs: tf.Tensor[] = [tf.tensor2d(rows.dense, [rows.rowCount, rows.width])];
      for (let embedding = 0; embedding < rows.embeddingCount; embedding += 1) {
        const levels = Int32Array.from(
          { length: rows.rowCount },
          (_, row) => rows.levels[row * rows.embeddingCount + embedding]!,
        );
        inputs.push(tf.tensor2d(levels, [rows.rowCount, 1], 'int32'));
      }
      const [logits] = [model.predictOnBatch(inputs)].flat();
      return logits!.dataSync<'float32'>().slice();
    });
}
