import { expect, test } from 'vitest';
import {
  adjustedRand,
  bootstrapStability,
  calinskiHarabasz,
  daviesBouldin,
  fitKMeans,
  kneePlace,
  matrixOf,
  nearestCentroids,
  silhouette,
  silhouetteMaximumRows,
  suggestEps,
} from '../src/index.ts';

const line = matrixOf([[0], [1], [10], [11]]);
const halves = Int32Array.of(0, 0, 1, 1);

test('silhouette, Davies–Bouldin and Caliński–Harabasz are those computed by hand', () => {
  // 0: within 1, to the other 10.5; 1: within 1, to the other 9.5.
  expect(silhouette(line, halves, 1)).toBeCloseTo((9.5 / 10.5 + 8.5 / 9.5) / 2, 12);
  expect(daviesBouldin(line, halves)).toBeCloseTo((0.5 + 0.5) / 10, 12);
  expect(calinskiHarabasz(line, halves)).toBeCloseTo(100 / (1 / 2), 9);
});

test('noise takes no part in the quality of clusters', () => {
  const withNoise = matrixOf([[0], [1], [10], [11], [500]]);
  const labels = Int32Array.of(0, 0, 1, 1, -1);
  expect(silhouette(withNoise, labels, 1)).toBe(silhouette(line, halves, 1));
  expect(daviesBouldin(withNoise, labels)).toBe(daviesBouldin(line, halves));
  expect(calinskiHarabasz(withNoise, labels)).toBe(calinskiHarabasz(line, halves));
});

test('a row alone in its cluster has silhouette 0', () => {
  expect(silhouette(matrixOf([[0], [1], [9]]), Int32Array.of(0, 0, 1), 1)).toBeCloseTo(
    (8 / 9 + 7 / 8) / 3,
    12,
  );
});

test('one cluster cannot be compared', () => {
  for (const quality of [daviesBouldin, calinskiHarabasz])
    expect(() => quality(line, Int32Array.of(0, 0, 0, 0))).toThrow(/2 segments are needed/);
});

test('above 10,000 rows the silhouette of a sample stands for that of all', () => {
  const rows = silhouetteMaximumRows + 2_000;
  const matrix = matrixOf(
    Array.from({ length: rows }, (_, row) => [(row % 2) * 10 + ((row * 7919) % 1000) / 1000]),
  );
  const labels = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const value = silhouette(matrix, labels, 1);
  expect(value).toBeCloseTo(1 - 1 / 3 / 10, 2);
  expect(silhouette(matrix, labels, 1)).toBe(value);
});

test('the adjusted Rand index is 1 for the same partition, whatever its labels, and known by hand otherwise', () => {
  expect(adjustedRand(Int32Array.of(0, 0, 1, 1), Int32Array.of(7, 7, -1, -1))).toBe(1);
  // scikit-learn: adjusted_rand_score([0, 0, 1, 1], [0, 0, 1, 2]) = 0.5714285714285715
  expect(adjustedRand(Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 1, 2))).toBeCloseTo(4 / 7, 12);
  expect(adjustedRand(Int32Array.of(0, 1, 0, 1), Int32Array.of(0, 0, 1, 1))).toBeCloseTo(-0.5, 12);
});

test('clusters that lie apart stay when customers are drawn anew, and arbitrary ones do not', () => {
  const apart = matrixOf(Array.from({ length: 200 }, (_, row) => [(row % 2) * 100 + (row % 7)]));
  const even = matrixOf(Array.from({ length: 200 }, (_, row) => [row % 20, Math.floor(row / 20) * 2]));
  const clusterer = (k: number) => (sample: typeof apart, seed: number) => {
    const { centroids } = fitKMeans(sample, { k, seed });
    return (rows: typeof apart) => nearestCentroids(rows, centroids);
  };
  const settings = { rounds: 5, seed: 1 };
  expect(bootstrapStability(apart, clusterer(2), settings)).toEqual([1, 1, 1, 1, 1]);
  expect(Math.min(...bootstrapStability(even, clusterer(7), settings))).toBeLessThan(0.8);
});

test('a knee is where the curve bends, and a straight line has none', () => {
  expect(kneePlace([1, 2, 3, 4, 5], [100, 20, 15, 10, 5])).toBe(1);
  expect(kneePlace([1, 2, 3, 4], [4, 3, 2, 1])).toBeNull();
  expect(kneePlace([1, 2], [4, 3])).toBeNull();
});

test('the suggested eps lies between the distances within clusters and that to stray points', () => {
  const rows = Array.from({ length: 100 }, (_, row) => [row % 10, Math.floor(row / 10)]);
  const eps = suggestEps(matrixOf([...rows, [60, 60], [90, 0], [0, 90]]), 4);
  expect(eps).toBeGreaterThanOrEqual(1);
  expect(eps).toBeLessThan(10);
});
