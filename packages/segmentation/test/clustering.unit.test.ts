import { seededRandom } from '@bora/random';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fitDbscan,
  fitGaussianMixture,
  fitKMeans,
  type Matrix,
  matrixOf,
  mixtureLabels,
  nearestCentroids,
  nearestCoreLabels,
  pickRows,
} from '../src/index.ts';

const coordinate = fc.integer({ min: 0, max: 12 }).map((value) => value / 2);

function points(columns: number) {
  return fc
    .array(fc.array(coordinate, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 60 })
    .map(matrixOf);
}

function distance(a: Matrix, row: number, b: Matrix, other: number): number {
  let sum = 0;
  for (let column = 0; column < a.columns; column++)
    sum += (a.values[row * a.columns + column]! - b.values[other * b.columns + column]!) ** 2;
  return sum;
}

/** The definition itself, distance by distance. */
function dbscanByDefinition(matrix: Matrix, eps: number, minPoints: number): number[] {
  const rows = [...Array(matrix.rows).keys()];
  const near = rows.map((row) => rows.filter((other) => distance(matrix, row, matrix, other) <= eps * eps));
  const labels = rows.map(() => -1);
  let clusters = 0;
  for (const row of rows) {
    if (labels[row] !== -1 || near[row]!.length < minPoints) continue;
    const waiting = [row];
    labels[row] = clusters;
    for (const member of waiting) {
      if (near[member]!.length < minPoints) continue;
      for (const other of near[member]!) {
        if (labels[other] !== -1) continue;
        labels[other] = clusters;
        waiting.push(other);
      }
    }
    clusters += 1;
  }
  return labels;
}

test.each([1, 2, 3, 4, 5, 6])(
  'DBSCAN of %i features labels as its definition does, ties and border points too',
  (columns) => {
    fc.assert(
      fc.property(
        points(columns),
        fc.constantFrom(0.4, 0.5, 1, 1.5, 3),
        fc.integer({ min: 1, max: 6 }),
        (matrix, eps, minPoints) => {
          const { labels } = fitDbscan(matrix, { eps, minPoints });
          expect([...labels]).toEqual(dbscanByDefinition(matrix, eps, minPoints));
        },
      ),
      { numRuns: 150 },
    );
  },
);

test.each([10_000, 40_000])('DBSCAN of %i customers computes at most 60 distances a customer', (rows) => {
  const random = seededRandom(7, rows);
  const values = Float64Array.from({ length: 3 * rows }, () => random.uniform() + random.uniform());
  // As many neighbours a customer, however many customers there are.
  const eps = 2.5 / rows ** (1 / 3);
  const settings = { eps, minPoints: 10, maximumDistances: 60 * rows };
  expect(fitDbscan({ rows, columns: 3, values }, settings).clusters).toBeGreaterThan(0);
});

test('a hundred thousand customers in one dense place cost DBSCAN no distance at all', () => {
  const values = new Float64Array(300_000).map((_, index) => (index % 7) / 1e3);
  const { clusters } = fitDbscan(
    { rows: 100_000, columns: 3, values },
    { eps: 1, minPoints: 10, maximumDistances: 0 },
  );
  expect(clusters).toBe(1);
});

test('a new point gets the label of the nearest core point within eps, and none beyond', () => {
  fc.assert(
    fc.property(points(2), points(2), fc.constantFrom(0.5, 1, 2), (cores, rows, eps) => {
      const coreLabels = Int32Array.from({ length: cores.rows }, (_, core) => core);
      const labels = nearestCoreLabels(rows, cores, coreLabels, eps);
      for (let row = 0; row < rows.rows; row++) {
        const distances = [...coreLabels.keys()].map((core) => distance(rows, row, cores, core));
        const least = Math.min(...distances);
        if (least > eps * eps) expect(labels[row]).toBe(-1);
        else expect(distances[labels[row]!]).toBe(least);
      }
    }),
    { numRuns: 100 },
  );
});

/** Rows around so many far-apart centres. */
function blobs(rows: number, centres: number): Matrix {
  const random = seededRandom(11, rows);
  return matrixOf(
    Array.from({ length: rows }, (_, row) => {
      const centre = (row % centres) * 50;
      return [centre + random.uniform(), centre - random.uniform(), random.uniform()];
    }),
  );
}

test('every clusterer finds groups that lie far apart', () => {
  const matrix = blobs(300, 3);
  const expected = Array.from({ length: 300 }, (_, row) => row % 3);
  const canonical = (labels: Int32Array) => {
    const order = [...new Set(labels)];
    return [...labels].map((label) => order.indexOf(label));
  };
  expect(canonical(fitKMeans(matrix, { k: 3, seed: 1 }).labels)).toEqual(expected);
  expect(canonical(fitDbscan(matrix, { eps: 1, minPoints: 5 }).labels)).toEqual(expected);
  for (const covariance of ['full', 'diagonal', 'spherical'] as const)
    expect(canonical(fitGaussianMixture(matrix, { k: 3, seed: 1, covariance }).labels)).toEqual(expected);
});

test('the same seed gives the same fit to the last bit, another seed may not', () => {
  const matrix = blobs(500, 7);
  const settings = { k: 5, seed: 3, restarts: 2 };
  expect(fitKMeans(matrix, settings)).toEqual(fitKMeans(matrix, settings));
  expect(fitGaussianMixture(matrix, settings)).toEqual(fitGaussianMixture(matrix, settings));
});

test('a row is predicted into the cluster that its fit gave it', () => {
  const matrix = blobs(400, 4);
  const means = fitKMeans(matrix, { k: 4, seed: 1 });
  expect(nearestCentroids(matrix, means.centroids)).toEqual(means.labels);
  const mixture = fitGaussianMixture(matrix, { k: 4, seed: 1 });
  expect(mixtureLabels(matrix, mixture).labels).toEqual(mixture.labels);
  const scan = fitDbscan(matrix, { eps: 1, minPoints: 4 });
  const cores = [...scan.isCore.keys()].filter((row) => scan.isCore[row] === 1);
  const coreLabels = cores.map((row) => scan.labels[row]!);
  expect(nearestCoreLabels(matrix, pickRows(matrix, cores), coreLabels, 1)).toEqual(scan.labels);
});

test('a mixture of each shape keeps to its shape, and its weights sum to 1', () => {
  const matrix = blobs(300, 3);
  for (const covariance of ['full', 'diagonal', 'spherical'] as const) {
    const { covariances, weights } = fitGaussianMixture(matrix, { k: 3, seed: 1, covariance });
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    for (let component = 0; component < 3; component++) {
      const own = covariances.subarray(component * 9, component * 9 + 9);
      if (covariance !== 'full') expect([own[1], own[2], own[5]]).toEqual([0, 0, 0]);
      if (covariance === 'spherical') expect([own[4], own[8]]).toEqual([own[0], own[0]]);
    }
  }
});
