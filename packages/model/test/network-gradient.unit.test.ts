import { seededRandom } from '@bora/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectBackend } from '../src/backend.ts';
import { emptyNetwork, type Network, splitParameters } from '../src/network/network.ts';
import { networkGradient, type TrainingBatch } from '../src/optimizer/network-gradient.ts';
import { fillDropout, fillNormal } from '../src/optimizer/random-values.ts';
import { inventedRows } from './invented-rows.ts';

const shape = {
  width: 9,
  hidden: 16,
  embeddings: [
    { name: 'first', levelCount: 5, dimensions: 3 },
    { name: 'second', levelCount: 4, dimensions: 2 },
  ],
};
const rowCount = 64;

function randomNetwork(): Network {
  const network = emptyNetwork(shape);
  fillNormal(network.parameters, 0.4, seededRandom(3, 0));
  return network;
}

function batchWithDropout(): TrainingBatch {
  const random = seededRandom(4, 0);
  const { rows, bad } = inventedRows({ rowCount, width: shape.width, levelCounts: [5, 4] });
  const embeddingDropout = new Float32Array(rowCount * 5);
  const hiddenDropout = new Float32Array(rowCount * shape.hidden);
  fillDropout(embeddingDropout, 0.5, random);
  fillDropout(hiddenDropout, 0.25, random);
  return { ...rows, bad: Float32Array.from(bad), embeddingDropout, hiddenDropout };
}

/** The same loss in float64, written as plainly as possible. */
function plainLoss(parameters: Float64Array, batch: TrainingBatch): number {
  let offset = 0;
  const take = (length: number): Float64Array => {
    offset += length;
    return parameters.subarray(offset - length, offset);
  };
  const kernel = take(14 * shape.hidden);
  const bias = take(shape.hidden);
  const output = take(shape.hidden);
  const [outputBias] = take(1);
  const tables = shape.embeddings.map((table) => take(table.levelCount * table.dimensions));
  let sum = 0;
  for (let row = 0; row < batch.rowCount; row++) {
    const input = [...batch.dense.subarray(row * shape.width, (row + 1) * shape.width)];
    let dropped = row * 5;
    for (const [index, { dimensions }] of shape.embeddings.entries()) {
      const level = batch.levels[row * 2 + index]!;
      for (let dimension = 0; dimension < dimensions; dimension++) {
        input.push(tables[index]![level * dimensions + dimension]! * batch.embeddingDropout[dropped++]!);
      }
    }
    let logit = outputBias!;
    for (let unit = 0; unit < shape.hidden; unit++) {
      const linear = input.reduce((sum, x, at) => sum + x * kernel[at * shape.hidden + unit]!, bias[unit]!);
      logit += Math.max(0, linear) * batch.hiddenDropout[row * shape.hidden + unit]! * output[unit]!;
    }
    sum += Math.log1p(Math.exp(logit)) - batch.bad[row]! * logit;
  }
  return sum / batch.rowCount;
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    // The cpu backend greets on stderr unless it is told that it is not in a live application.
    tf.env().set('IS_TEST', true);
    expect(await selectBackend(backend)).toBe(backend);
  });

  test('the gradient is the slope of the loss in every weight', () => {
    const network = randomNetwork();
    const batch = batchWithDropout();
    const gradient = new Float32Array(network.parameters.length);
    const loss = networkGradient(network, batch, gradient);
    const exact = Float64Array.from(network.parameters);
    expect(loss).toBeCloseTo(plainLoss(exact, batch), 6);
    const step = 1e-6;
    for (const index of exact.keys()) {
      const value = exact[index]!;
      exact[index] = value + step;
      const above = plainLoss(exact, batch);
      exact[index] = value - step;
      const below = plainLoss(exact, batch);
      exact[index] = value;
      expect(Math.abs(gradient[index]! - (above - below) / (2 * step))).toBeLessThan(2e-6);
    }
  });

  test('a step leaves no tensor behind and gives the same bytes again', () => {
    const network = randomNetwork();
    const batch = batchWithDropout();
    const first = new Float32Array(network.parameters.length);
    const second = new Float32Array(network.parameters.length).fill(1);
    networkGradient(network, batch, first);
    const tensorCount = tf.memory().numTensors;
    networkGradient(network, batch, second);
    expect(tf.memory().numTensors).toBe(tensorCount);
    expect(second).toEqual(first);
  });

  test('levels that no row has get no slope', () => {
    const batch = batchWithDropout();
    batch.levels.fill(1);
    const gradient = new Float32Array(randomNetwork().parameters.length).fill(1);
    networkGradient(randomNetwork(), batch, gradient);
    const [first] = splitParameters(shape, gradient).tables;
    expect([...first!.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(first!.subarray(3, 6).some((slope) => slope !== 0)).toBe(true);
  });
});
