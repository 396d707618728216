import { seededRandom } from '@bora/random';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../src/backend.ts';
import { fuseNetworks } from '../src/network/fuse-networks.ts';
import { emptyNetwork, type Network } from '../src/network/network.ts';
import { NetworkFilesError, readNetworkFiles, writeNetworkFiles } from '../src/network/network-files.ts';
import { serveNetwork } from '../src/network/served-network.ts';
import { fillNormal } from '../src/optimizer/random-values.ts';
import { inventedRows } from './invented-rows.ts';

const levelCounts = [40, 7];
const { rows } = inventedRows({ rowCount: 5000, width: 30, levelCounts });

function member(hidden: number, dimensions: readonly number[], seed: number): Network {
  const embeddings = levelCounts.map((levelCount, index) => ({
    name: `place-${index}`,
    levelCount,
    dimensions: dimensions[index]!,
  }));
  const network = emptyNetwork({ width: rows.width, hidden, embeddings });
  fillNormal(network.parameters, 0.3, seededRandom(seed, 0));
  return network;
}

function logitsOf(network: Network): Float32Array {
  const served = serveNetwork(network);
  const logits = served.logits(rows);
  served.dispose();
  return logits;
}

/** The network's logit of one row in float64. */
function plainLogit(network: Network, row: number): number {
  const { width, hidden, embeddings } = network.shape;
  const input = [...rows.dense.subarray(row * width, (row + 1) * width)];
  const columns = embeddings.reduce((sum, { dimensions }) => sum + dimensions, width);
  let offset = (columns + 2) * hidden + 1;
  for (const [index, { dimensions, levelCount }] of embeddings.entries()) {
    const from = offset + rows.levels[row * embeddings.length + index]! * dimensions;
    input.push(...network.parameters.subarray(from, from + dimensions));
    offset += levelCount * dimensions;
  }
  const bias = columns * hidden;
  let logit = network.parameters[bias + 2 * hidden]!;
  for (let unit = 0; unit < hidden; unit++) {
    const linear = input.reduce(
      (sum, value, column) => sum + value * network.parameters[column * hidden + unit]!,
      network.parameters[bias + unit]!,
    );
    logit += Math.max(0, linear) * network.parameters[bias + hidden + unit]!;
  }
  return logit;
}

beforeAll(async () => {
  await selectBackend('auto');
});

test('the served network gives the logits of its formula', () => {
  const network = member(16, [3, 2], 1);
  const logits = logitsOf(network);
  for (const row of [0, 1, 4095, 4096, 4999]) {
    expect(Math.abs(logits[row]! - plainLogit(network, row))).toBeLessThan(1e-5);
  }
});

test("a fused network's logit is the mean of its members' logits, whatever their hidden layers and embeddings", () => {
  const members = [member(16, [3, 2], 1), member(8, [4, 2], 2), member(24, [1, 5], 3)];
  const fused = logitsOf(fuseNetworks(members));
  const apart = members.map(logitsOf);
  for (let row = 0; row < rows.rowCount; row++) {
    const mean = apart.reduce((sum, logits) => sum + logits[row]!, 0) / members.length;
    expect(Math.abs(fused[row]! - mean)).toBeLessThan(1e-5);
  }
});

test('a network written to files and read again gives the same bytes of logits', async () => {
  const network = fuseNetworks([member(16, [3, 2], 1), member(16, [3, 2], 2)]);
  const files = await writeNetworkFiles(network);
  const served = await readNetworkFiles(files);
  expect(served.logits(rows)).toEqual(logitsOf(network));
  served.dispose();
  expect(await writeNetworkFiles(network)).toEqual(files);
});

test('the written files are a model that TensorFlow.js itself loads and computes alike', async () => {
  const network = fuseNetworks([member(16, [3, 2], 1), member(8, [3, 2], 2)]);
  const files = await writeNetworkFiles(network);
  const json = JSON.parse(new TextDecoder().decode(files['model.json']));
  const model = await layers.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0].weights,
      weightData: files['weights.bin'].slice().buffer,
    }),
  );
  const count = 100;
  const inputs = [
    tf.tensor2d(rows.dense.subarray(0, count * rows.width), [count, rows.width]),
    ...[0, 1].map((index) =>
      tf.tensor2d(
        Int32Array.from({ length: count }, (_, row) => rows.levels[row * 2 + index]!),
        [count, 1],
        'int32',
      ),
    ),
  ];
  const output = model.predict(inputs, { batchSize: count });
  if (Array.isArray(output)) throw new Error('The model has one output.');
  const ours = logitsOf(network);
  for (const [row, logit] of output.dataSync().entries())
    expect(Math.abs(logit - ours[row]!)).toBeLessThan(1e-5);
  tf.dispose([...inputs, output]);
  model.dispose();
});

test('a network without embeddings is served too', async () => {
  const network = emptyNetwork({ width: 2, hidden: 4, embeddings: [] });
  fillNormal(network.parameters, 1, seededRandom(1, 0));
  const served = await readNetworkFiles(await writeNetworkFiles(network));
  const dense = Float32Array.of(0.5, -1);
  const [logit] = served.logits({
    rowCount: 1,
    width: 2,
    dense,
    embeddingCount: 0,
    levels: new Int32Array(),
  });
  served.dispose();
  const [k, b, o] = [
    network.parameters.subarray(0, 8),
    network.parameters.subarray(8),
    network.parameters.subarray(12),
  ];
  const hidden = [0, 1, 2, 3].map((unit) => Math.max(0, 0.5 * k[unit]! - k[unit + 4]! + b[unit]!));
  expect(logit).toBeCloseTo(
    hidden.reduce((sum, value, unit) => sum + value * o[unit]!, network.parameters[16]!),
    5,
  );
});

test('files with too few weights are refused by name', async () => {
  const files = await writeNetworkFiles(member(16, [3, 2], 1));
  const short = { ...files, 'weights.bin': files['weights.bin'].subarray(0, 400) };
  await expect(readNetworkFiles(short)).rejects.toThrow(NetworkFilesError);
  const noJson = { ...files, 'model.json': new TextEncoder().encode('{"format":"layers-model"}') };
  await expect(readNetworkFiles(noJson)).rejects.toThrow(NetworkFilesError);
});

test('serving, disposing and refusing leave no tensor behind', async () => {
  const tensorCount = tf.memory().numTensors;
  logitsOf(member(16, [3, 2], 1));
  const served = await readNetworkFiles(await writeNetworkFiles(member(16, [3, 2], 1)));
  served.logits(rows);
  served.dispose();
  expect(tf.memory().numTensors).toBe(tensorCount);
});
