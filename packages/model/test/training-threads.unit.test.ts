import { beforeAll, expect, test } from 'vitest';
import { type BackendName, selectBackend } from '../src/backend.ts';
import { trainNetwork } from '../src/optimizer/train-network.ts';
import type { TrainingTask } from '../src/training/training-message.ts';
import { trainingOptions } from '../src/training/training-options.ts';
import { startTrainingThreads, TrainingInterruptedError } from '../src/training/training-threads.ts';
import { inventedRows } from './invented-rows.ts';

const { seeds: _, ...options } = trainingOptions(500, { epochs: 2 });
let backend: BackendName;

function task(seed: number, epochs = options.epochs): TrainingTask {
  const embeddings = [{ name: 'e', levelCount: 5, dimensions: 2 }];
  const invented = inventedRows({ rowCount: 500, width: 6, levelCounts: [5] });
  return { ...invented, embeddings, options: { ...options, epochs }, seed };
}

beforeAll(async () => {
  backend = await selectBackend('auto');
});

test('a thread trains the same bytes as this thread does', async () => {
  const threads = startTrainingThreads(2, backend);
  const seeds = [1, 2, 3, 4, 5];
  const steps: number[] = [];
  const trained = await Promise.all(
    seeds.map((seed) => threads.train(task(seed), ({ step }) => steps.push(step))),
  );
  await threads.close();
  for (const [index, seed] of seeds.entries()) {
    expect(trained[index]!.parameters).toEqual((await trainNetwork(task(seed))).parameters);
  }
  expect(Math.max(...steps)).toBe(30);
});

test('closing ends what is being trained, what waits and what comes later', async () => {
  const threads = startTrainingThreads(1, backend);
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const running = threads.train(task(1, 1e6), () => begun());
  const waiting = threads.train(task(2), () => {});
  const both = Promise.allSettled([running, waiting]);
  await hasBegun;
  await threads.close();
  for (const outcome of await both) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(TrainingInterruptedError) });
  }
  await expect(threads.train(task(3), () => {})).rejects.toThrow(TrainingInterruptedError);
});

test('an error in a thread reaches who waits for its network', async () => {
  const threads = startTrainingThreads(1, backend);
  const broken = { ...task(1), rows: { ...task(1).rows, levels: new Int32Array() } };
  await expect(threads.train({ ...broken, embeddings: [] }, () => {})).rejects.toThrow();
  await threads.close();
});
