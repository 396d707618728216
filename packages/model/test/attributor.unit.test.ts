import { seededRandom } from '@bora/random';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createAttributor } from '../src/attribution/attributor.ts';
import { selectBackend } from '../src/backend.ts';
import { emptyNetwork } from '../src/network/network.ts';
import { serveNetwork } from '../src/network/served-network.ts';
import { fillNormal } from '../src/optimizer/random-values.ts';
import { inventedRows } from './invented-rows.ts';

beforeAll(async () => {
  await selectBackend('auto');
});

test('two hidden units, one of which wakes up half-way, give the contributions worked out by hand', () => {
  const weights = {
    hiddenKernel: tf.tensor2d([1, 1, -2, 1, 0, 3], [3, 2]),
    hiddenBias: tf.tensor1d([0, -1]),
    outputKernel: tf.tensor2d([3, -1], [2, 1]),
    outputBias: tf.tensor1d([0.5]),
  };
  const groups = { ofInput: [0, 1, 1], count: 2 };
  const attributor = createAttributor(weights, Float32Array.of(0, 1, 0), groups);
  const logits = new Float32Array(1);
  const contributions = new Float32Array(2);
  attributor.attribute(Float32Array.of(4, 0, 1), logits, contributions);
  // Unit 1 goes from -2 to 4 and so from 0 to 4: ratio 2/3. Unit 2 goes from 0 to 6: ratio 1.
  expect(logits[0]).toBeCloseTo(0.5 + 3 * 4 - 6, 5);
  expect(contributions[0]).toBeCloseTo(4 * (3 * (2 / 3) * 1 - 1), 5);
  expect(contributions[1]).toBeCloseTo(-1 * (3 * (2 / 3) * -2 - 1) + 1 * -3, 5);
  attributor.dispose();
  tf.dispose(Object.values(weights));
});

test('contributions sum to the change of the logit, for invented networks, references and groups', () => {
  const cases = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    width: fc.integer({ min: 1, max: 12 }),
    hidden: fc.integer({ min: 1, max: 20 }),
    levelCounts: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }),
    dimensions: fc.integer({ min: 1, max: 4 }),
    groupCount: fc.integer({ min: 1, max: 4 }),
    spread: fc.constantFrom(0.01, 0.5, 2),
  });
  fc.assert(
    fc.property(cases, ({ seed, width, hidden, levelCounts, dimensions, groupCount, spread }) => {
      const { rows } = inventedRows({ rowCount: 20, width, levelCounts }, seed);
      const { rows: reference } = inventedRows({ rowCount: 1, width, levelCounts }, seed + 1);
      const embeddings = levelCounts.map((levelCount, index) => ({
        name: `${index}`,
        levelCount,
        dimensions,
      }));
      const network = emptyNetwork({ width, hidden, embeddings });
      fillNormal(network.parameters, spread, seededRandom(seed, 0));
      const inputs = width + levelCounts.length * dimensions;
      const ofInput = Array.from({ length: inputs }, (_, input) => input % groupCount);
      const served = serveNetwork(network);
      const explainer = served.explainAgainst(reference, { ofInput, count: groupCount });
      const { logits, contributions } = explainer.explain(rows);
      const referenceLogit = served.logits(reference)[0]!;
      expect(logits).toEqual(served.logits(rows));
      for (let row = 0; row < rows.rowCount; row++) {
        const change = logits[row]! - referenceLogit;
        const sum = contributions
          .subarray(row * groupCount, (row + 1) * groupCount)
          .reduce((total, value) => total + value, 0);
        // What float32 rounds off grows with the weights, whose terms may cancel out in the logit.
        const tolerance = 5e-5 * spread * (1 + Math.abs(change) + Math.abs(referenceLogit));
        expect(Math.abs(sum - change)).toBeLessThan(tolerance);
      }
      explainer.dispose();
      served.dispose();
    }),
    { numRuns: 60 },
  );
});

test('a group that is as in the reference contributes exactly 0', () => {
  const { rows } = inventedRows({ rowCount: 50, width: 6, levelCounts: [4] });
  const network = emptyNetwork({
    width: 6,
    hidden: 9,
    embeddings: [{ name: 'place', levelCount: 4, dimensions: 2 }],
  });
  fillNormal(network.parameters, 1, seededRandom(3, 0));
  for (let row = 0; row < 50; row++) {
    rows.dense[row * 6 + 2] = 0.75;
    rows.levels[row] = 1;
  }
  const served = serveNetwork(network);
  const reference = { ...rows, rowCount: 1, dense: rows.dense.slice(0, 6), levels: rows.levels.slice(0, 1) };
  const groups = { ofInput: [0, 0, 1, 0, 0, 0, 2, 2], count: 3 };
  const explainer = served.explainAgainst(reference, groups);
  const { contributions } = explainer.explain(rows);
  for (let row = 0; row < 50; row++)
    expect([...contributions.subarray(row * 3 + 1, row * 3 + 3)]).toEqual([0, 0]);
  expect([...contributions.subarray(0, 3)]).toEqual([0, 0, 0]);
  expect(contributions[3]).not.toBe(0);
  explainer.dispose();
  served.dispose();
});

test('explaining leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  const { rows } = inventedRows({ rowCount: 5000, width: 3, levelCounts: [] });
  const network = emptyNetwork({ width: 3, hidden: 2, embeddings: [] });
  const served = serveNetwork(network);
  const explainer = served.explainAgainst(
    { ...rows, rowCount: 1, dense: rows.dense.slice(0, 3) },
    { ofInput: [0, 1, 2], count: 3 },
  );
  explainer.explain(rows);
  explainer.dispose();
  served.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
