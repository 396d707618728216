import { seededRandom } from '@bora/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillNormal } from '../src/optimizer/random-values.ts';
import {
  applyCalibration,
  CalibrationError,
  fitCalibration,
  invertCalibration,
} from '../src/scoring/calibrate.ts';

function sample(count: number, slope: number, intercept: number): { logits: Float32Array; bad: Uint8Array } {
  const random = seededRandom(11, 0);
  const logits = new Float32Array(count);
  fillNormal(logits, 1.2, random);
  const bad = Uint8Array.from(logits, (logit) =>
    random.uniform() < applyCalibration(logit, { slope, intercept }) ? 1 : 0,
  );
  return { logits, bad };
}

test('the map that made the labels is found again', () => {
  const { logits, bad } = sample(200_000, 0.7, -0.9);
  const calibration = fitCalibration(logits, bad);
  expect(Math.abs(calibration.slope - 0.7)).toBeLessThan(0.02);
  expect(Math.abs(calibration.intercept + 0.9)).toBeLessThan(0.02);
});

test('mean PD is the mean target, and the residuals are not correlated with the logit', () => {
  const { logits, bad } = sample(5000, 1.3, -1);
  const calibration = fitCalibration(logits, bad);
  const bads = bad.reduce((sum, isBad) => sum + isBad, 0);
  let residual = 0;
  let correlated = 0;
  for (let row = 0; row < bad.length; row++) {
    const target = bad[row] === 1 ? (bads + 1) / (bads + 2) : 1 / (bad.length - bads + 2);
    const excess = applyCalibration(logits[row]!, calibration) - target;
    residual += excess / bad.length;
    correlated += (excess * logits[row]!) / bad.length;
  }
  expect(Math.abs(residual)).toBeLessThan(1e-9);
  expect(Math.abs(correlated)).toBeLessThan(1e-9);
});

describe('the map and its inverse', () => {
  test('undo each other', () => {
    const line = fc.record({
      slope: fc.double({ min: 0.05, max: 5, noNaN: true }),
      intercept: fc.double({ min: -3, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(line, fc.double({ min: -4, max: 4, noNaN: true }), (calibration, logit) => {
        const pd = applyCalibration(logit, calibration);
        expect(Math.abs(invertCalibration(pd, calibration) - logit)).toBeLessThan(1e-6);
      }),
    );
  });

  test('never leave 0 to 1', () => {
    expect(applyCalibration(1e6, { slope: 1, intercept: 0 })).toBe(1);
    expect(applyCalibration(-1e6, { slope: 1, intercept: 0 })).toBe(0);
  });
});

test('labels that the logits separate completely still give a finite map', () => {
  const { slope, intercept } = fitCalibration([-2, -1, 1, 2], [0, 0, 1, 1]);
  expect(slope).toBeGreaterThan(0);
  expect(Number.isFinite(intercept)).toBe(true);
});

test.each([
  ['rank the wrong way round', [2, 1.5, 1, -1, -2], [0, 0, 0, 1, 1]],
  ['are all equal', [1, 1, 1, 1], [0, 1, 0, 0]],
  ['are not finite', [Number.NaN, 1, 2, 3], [0, 1, 0, 1]],
])('logits that %s are refused by name', (_, logits, bad) => {
  expect(() => fitCalibration(logits, bad)).toThrow(CalibrationError);
});
