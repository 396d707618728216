import { expect, test } from 'vitest';
import {
  fitDbscan,
  fitGaussianMixture,
  fitKMeans,
  fitScaling,
  fitSegmentation,
  matrixOf,
  readCustomers,
  SegmentationError,
  type SegmentationErrorCode,
} from '../src/index.ts';
import { inventedAttributes } from './layouts.ts';

const several = matrixOf([
  [0, 0],
  [1, 1],
  [2, 5],
]);
const same = matrixOf([
  [3, 3],
  [3, 3],
  [3, 3],
]);
const unknown = matrixOf([
  [0, 1],
  [Number.NaN, 2],
]);

const cases: [string, () => unknown, SegmentationErrorCode, RegExp][] = [
  ['no customers', () => fitKMeans(matrixOf([]), { k: 1, seed: 1 }), 'no-customers', /at least two/],
  [
    'more segments than customers',
    () => fitKMeans(several, { k: 4, seed: 1 }),
    'too-few-customers',
    /3 customers/,
  ],
  [
    'one customer',
    () => fitGaussianMixture(matrixOf([[1, 2]]), { k: 2, seed: 1 }),
    'too-few-customers',
    /1 cust/,
  ],
  ['all customers equal', () => fitKMeans(same, { k: 2, seed: 1 }), 'too-few-distinct', /1 distinct/],
  ['all equal, scaled', () => fitScaling(same, 'standard', []), 'constant-feature', /Feature 1/],
  ['NaN', () => fitKMeans(unknown, { k: 1, seed: 1 }), 'not-a-number', /Customer 2 .* feature 1/],
  ['NaN in DBSCAN', () => fitDbscan(unknown, { eps: 1, minPoints: 2 }), 'not-a-number', /Customer 2/],
  ['a negative eps', () => fitDbscan(several, { eps: -1, minPoints: 2 }), 'invalid-parameter', /eps must be/],
  [
    'an eps that is no number',
    () => fitDbscan(several, { eps: Number.NaN, minPoints: 2 }),
    'invalid-parameter',
    /eps/,
  ],
  [
    'no neighbours',
    () => fitDbscan(several, { eps: 1, minPoints: 0 }),
    'invalid-parameter',
    /whole number from 1/,
  ],
  [
    'half a segment',
    () => fitKMeans(several, { k: 1.5, seed: 1 }),
    'invalid-parameter',
    /whole number from 1/,
  ],
  ['a vanishing eps', () => fitDbscan(several, { eps: 1e-12, minPoints: 1 }), 'eps-too-small', /greater/],
  ['rows of different lengths', () => matrixOf([[1, 2], [1]]), 'wrong-features', /Customer 2 has 1/],
];

test.each(cases)('%s is refused by name, with what to do', (_, attempt, code, message) => {
  let caught: unknown;
  try {
    attempt();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(SegmentationError);
  expect(caught).toMatchObject({ code, message: expect.stringMatching(message) });
});

test('ten million customers asked of DBSCAN are refused before one of them is looked at', async () => {
  const matrix = { rows: 10_000_000, columns: 3, values: new Float64Array(0) };
  expect(() => fitDbscan(matrix, { eps: 0.5, minPoints: 10 })).toThrow(/up to 1,000,000 customers/);
  const cleaning = { rows: 0, used: 0, customers: 0, left: {}, snapshot: null };
  const table = { ids: [], features: ['width', 'height'], values: matrix, cleaning };
  await expect(fitSegmentation(table, inventedAttributes, { algorithm: 'dbscan' })).rejects.toMatchObject({
    code: 'too-many-customers',
  });
});

test('a file of more customers than DBSCAN is made for is refused before its end', async () => {
  let rows = 0;
  async function* customers() {
    yield Buffer.from('who,Width (k),Height\n');
    for (; rows < 10_000_000; rows += 1000) {
      const lines = Array.from({ length: 1000 }, (_, index) => `${rows + index},1,2\n`);
      yield Buffer.from(lines.join(''));
    }
  }
  const reading = readCustomers(customers(), inventedAttributes, { algorithm: 'dbscan' });
  await expect(reading).rejects.toMatchObject({ code: 'too-many-customers' });
  expect(rows).toBeLessThan(1_100_000);
});

test('a density whose neighbourhoods hold everybody is refused at the distance that is too many', () => {
  const rows = 4_000;
  const values = Float64Array.from({ length: 2 * rows }, (_, index) => Math.sin(index * index));
  const settings = { eps: 0.5, minPoints: rows };
  expect(() => fitDbscan({ rows, columns: 2, values }, { ...settings, maximumDistances: 100_000 })).toThrow(
    expect.objectContaining({ code: 'too-many-neighbours' }),
  );
  expect(fitDbscan({ rows, columns: 2, values }, settings).clusters).toBe(0);
});
