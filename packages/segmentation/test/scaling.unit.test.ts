import { expect, test } from 'vitest';
import { applyScaling, fitScaling, matrixOf, scalingKinds, undoScaling } from '../src/index.ts';

const raw = matrixOf([
  [1, -50, 3],
  [10, 0, 5],
  [1000, 400, 9],
]);

test.each(scalingKinds)('what %s scaling did is undone', (kind) => {
  const scales = fitScaling(raw, kind, [true, true, false]);
  const back = undoScaling(applyScaling(raw, scales), scales);
  for (const [index, value] of raw.values.entries()) expect(back.values[index]).toBeCloseTo(value, 8);
});

test('standard units have mean 0 and variance 1, min-max ones run from 0 to 1', () => {
  const standard = applyScaling(raw, fitScaling(raw, 'standard', []));
  const column = [0, 3, 6].map((index) => standard.values[index]!);
  expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
  expect(column.reduce((sum, value) => sum + value * value, 0) / 3).toBeCloseTo(1, 12);
  const minMax = applyScaling(raw, fitScaling(raw, 'min-max', []));
  expect(Math.min(...minMax.values)).toBe(0);
  expect(Math.max(...minMax.values)).toBe(1);
});
