import { auc } from '@bora/metrics';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../src/backend.ts';
import { serveNetwork } from '../src/network/served-network.ts';
import { type NetworkProgress, type NetworkTraining, trainNetwork } from '../src/optimizer/train-network.ts';
import { trainingOptions } from '../src/training/training-options.ts';
import { inventedRows } from './invented-rows.ts';

const levelCounts = [12, 6];
const sizes = { rowCount: 2000, width: 10, levelCounts };
const { seeds: _, ...options } = trainingOptions(sizes.rowCount, { epochs: 5 });

function training(more: Partial<NetworkTraining> = {}): NetworkTraining {
  const embeddings = levelCounts.map((levelCount, index) => ({
    name: `e${index}`,
    levelCount,
    dimensions: 3,
  }));
  return { ...inventedRows(sizes), embeddings, options, seed: 1, ...more };
}

beforeAll(async () => {
  await selectBackend('auto');
});

test('a trained network ranks rows that it has not seen, by dense columns and by levels', async () => {
  const served = serveNetwork(await trainNetwork(training({ options: { ...options, epochs: 30 } })));
  const unseen = inventedRows(sizes, 8);
  expect(auc(unseen.bad, served.logits(unseen.rows))).toBeGreaterThan(0.8);
  const levelsOnly = { ...unseen.rows, dense: new Float32Array(unseen.rows.dense.length) };
  expect(auc(unseen.bad, served.logits(levelsOnly))).toBeGreaterThan(0.6);
  served.dispose();
});

test('the same seed gives the same bytes of weights, another seed other ones', async () => {
  const first = await trainNetwork(training());
  const again = await trainNetwork(training());
  const other = await trainNetwork(training({ seed: 2 }));
  expect(again.parameters).toEqual(first.parameters);
  expect(other.parameters).not.toEqual(first.parameters);
});

test('training reports every epoch up to the last step and leaves no tensor behind', async () => {
  const reports: NetworkProgress[] = [];
  const tensorCounts = new Set<number>();
  await trainNetwork(
    training({
      onProgress: (progress) => {
        reports.push(progress);
        tensorCounts.add(tf.memory().numTensors);
      },
    }),
  );
  expect(new Set(reports.map(({ epoch }) => epoch))).toEqual(new Set([1, 2, 3, 4, 5]));
  const last = reports.at(-1)!;
  expect(last.step).toBe(last.stepCount);
  expect(last.loss).toBeLessThan(reports[0]!.loss);
  expect(tensorCounts.size).toBe(1);
});

test('training lets the process do other work, and stops when it is told to', async () => {
  const controller = new AbortController();
  let turns = 0;
  const wanderer = setInterval(() => {
    turns += 1;
    if (turns === 3) controller.abort(new Error('enough'));
  }, 1);
  const endless = { ...options, epochs: 1e6 };
  await expect(trainNetwork(training({ options: endless, signal: controller.signal }))).rejects.toThrow(
    'enough',
  );
  clearInterval(wanderer);
});

test('fewer rows than a batch train as one batch', async () => {
  const few = inventedRows({ ...sizes, rowCount: 20 });
  const network = await trainNetwork(training({ ...few, options: { ...options, epochs: 3 } }));
  expect(network.parameters.every(Number.isFinite)).toBe(true);
});
