import { describe, expect, test } from 'vitest';
import { adamStep, newAdamState } from '../src/optimizer/adam.ts';
import { binaryCrossEntropy } from '../src/optimizer/binary-cross-entropy.ts';
import { learningRateAt } from '../src/optimizer/learning-rate.ts';

describe('Adam with decoupled weight decay', () => {
  test('makes the steps of the published algorithm', () => {
    const parameters = Float32Array.of(1, -2);
    const state = newAdamState(2);
    const decay = Float32Array.of(0, 0.5);
    adamStep(parameters, Float32Array.of(0.1, -4), decay, 0.01, state);
    // First step: both moments are the gradient after correction, so the step is the rate times its sign.
    expect(parameters[0]).toBeCloseTo(1 - 0.01, 6);
    expect(parameters[1]).toBeCloseTo(-2 * (1 - 0.005) + 0.01, 6);
    adamStep(parameters, Float32Array.of(0.3, -4), decay, 0.01, state);
    const mean = (0.9 * 0.1 * 0.1 + 0.1 * 0.3) / (1 - 0.9 ** 2);
    const square = (0.999 * 0.001 * 0.01 + 0.001 * 0.09) / (1 - 0.999 ** 2);
    expect(parameters[0]).toBeCloseTo(0.99 - (0.01 * mean) / Math.sqrt(square), 6);
  });

  test('finds the minimum of a bowl', () => {
    const parameters = Float32Array.of(3, -1);
    const state = newAdamState(2);
    for (let step = 0; step < 3000; step++) {
      const gradient = Float32Array.of(2 * (parameters[0]! - 0.5), 20 * (parameters[1]! + 0.25));
      adamStep(parameters, gradient, new Float32Array(2), 0.01, state);
    }
    expect(parameters[0]).toBeCloseTo(0.5, 3);
    expect(parameters[1]).toBeCloseTo(-0.25, 3);
  });
});

test('the learning rate rises through the warm-up, and falls to nothing at the end', () => {
  const rates = Array.from({ length: 1000 }, (_, step) => learningRateAt(step, 1000, 0.002, 0.05));
  expect(rates[0]).toBeCloseTo(0.002 / 50, 9);
  expect(Math.max(...rates)).toBeGreaterThan(0.00198);
  expect(rates.indexOf(Math.max(...rates))).toBe(49);
  expect(rates[500]).toBeCloseTo(0.001, 6);
  expect(rates[999]).toBeLessThan(1e-7);
});

test('cross-entropy is −ln of the probability given to what happened, and does not overflow', () => {
  expect(binaryCrossEntropy([0, 0], [1, 0])).toBeCloseTo(Math.LN2, 12);
  expect(binaryCrossEntropy([Math.log(3)], [1])).toBeCloseTo(-Math.log(0.75), 12);
  expect(binaryCrossEntropy([1000, -1000], [0, 1])).toBe(1000);
});
