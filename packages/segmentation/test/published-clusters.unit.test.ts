import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  applyScaling,
  calinskiHarabasz,
  daviesBouldin,
  elbowCurve,
  fitDbscan,
  fitGaussianMixture,
  fitKMeans,
  fitScaling,
  kneePlace,
  pickColumns,
  silhouette,
} from '../src/index.ts';
import {
  absent,
  mall,
  publishedAt,
  publishedNumber,
  publishedNumbers,
  scaledRetail,
  sizesOf,
} from './reference-data.ts';

const retail = scaledRetail();
const malls = mall();
const mallStandard = malls && applyScaling(malls, fitScaling(malls, 'standard', []));

test('four clusters of the retailer lie at the best known inertia, with the published quality', (context) => {
  if (!retail) return context.skip(absent);
  const fit = fitKMeans(retail, { k: 4, seed: 1 });
  expect(fit.inertia).toBeLessThanOrEqual(3938.94);
  const best = publishedNumber('online_retail', 'kmeans_k4_best_of_200_inits');
  expect(Math.abs(fit.inertia / best - 1)).toBeLessThan(0.0005);
  const published = (name: string) => publishedNumber('online_retail', 'kmeans_k4', name);
  expect(silhouette(retail, fit.labels, 1)).toBeCloseTo(published('silhouette_full'), 2);
  expect(daviesBouldin(retail, fit.labels)).toBeCloseTo(published('davies_bouldin'), 2);
  expect(calinskiHarabasz(retail, fit.labels) / published('calinski_harabasz')).toBeCloseTo(1, 3);
});

test('the elbow curve of the retailer is the published one, and its knee is found', (context) => {
  if (!retail) return context.skip(absent);
  const curve = elbowCurve(retail, 10, { seed: 1, restarts: 20 });
  const published = publishedNumbers('online_retail', 'elbow_inertia_best_of_50_inits_seed1');
  for (const { k, inertia } of curve)
    expect(Math.abs(inertia / published[k]! - 1), `k ${k}`).toBeLessThan(0.001);
  const knee = kneePlace(
    curve.map(({ k }) => k),
    curve.map(({ inertia }) => inertia),
  );
  expect(curve[knee!]!.k).toBe(3);
});

const Dbscan = z.object({
  n_clusters: z.number(),
  noise: z.number(),
  core_points: z.number(),
  cluster_sizes_sorted: z.array(z.number()),
});

/** A fit in the figures that are published. */
function figuresOf({ clusters, labels, isCore }: ReturnType<typeof fitDbscan>): z.infer<typeof Dbscan> {
  return {
    n_clusters: clusters,
    noise: labels.filter((label) => label === -1).length,
    core_points: isCore.reduce((sum, core) => sum + core, 0),
    cluster_sizes_sorted: sizesOf(labels),
  };
}

test.for([
  { key: 'dbscan', eps: 0.5 },
  { key: 'dbscan_eps0.3_min10', eps: 0.3 },
  { key: 'dbscan_eps0.2_min10', eps: 0.2 },
])(
  'DBSCAN of the retailer at eps $eps has the published noise, core points and sizes',
  ({ key, eps }, context) => {
    if (!retail) return context.skip(absent);
    const published = Dbscan.parse(publishedAt('online_retail', key));
    const fit = fitDbscan(retail, { eps, minPoints: 10 });
    expect(figuresOf(fit)).toEqual(published);
  },
);

test.for([1, 2, 3, 4])('the mixture of %i components on two features has the published BIC', (k, context) => {
  if (!retail) return context.skip(absent);
  const fit = fitGaussianMixture(pickColumns(retail, [0, 2]), { k, seed: 1 });
  const bic = publishedNumber(
    'online_retail',
    'gmm_2feature_log_recency_log_monetary',
    'by_k',
    `${k}`,
    'bic',
  );
  expect(Math.abs(fit.bic / bic - 1)).toBeLessThan(0.001);
});

test('five clusters of the mall have the published inertia, centroids and sizes', (context) => {
  if (!malls || !mallStandard) return context.skip(absent);
  const fit = fitKMeans(malls, { k: 5, seed: 1 });
  expect(fit.inertia).toBeCloseTo(publishedNumber('mall_customers', 'kmeans_k5_raw', 'inertia'), 4);
  const published = z
    .array(z.array(z.number()))
    .parse(publishedAt('mall_customers', 'kmeans_k5_raw', 'clusters_by_centroid'));
  const found = Array.from({ length: 5 }, (_, cluster) => [
    ...fit.centroids.subarray(cluster * 2, cluster * 2 + 2),
    fit.labels.filter((label) => label === cluster).length,
  ]).sort((a, b) => a[0]! - b[0]!);
  for (const [cluster, centroid] of published.entries())
    for (const [column, value] of centroid.entries()) expect(found[cluster]![column]).toBeCloseTo(value, 9);
  expect(silhouette(malls, fit.labels, 1)).toBeCloseTo(0.553931997444648, 12);
  expect(fitKMeans(mallStandard, { k: 5, seed: 1 }).inertia).toBeCloseTo(65.56840815571681, 6);
});

test('the elbow curve of the mall is nowhere above the published one', (context) => {
  if (!malls) return context.skip(absent);
  const published = publishedNumbers('mall_customers', 'elbow_inertia_raw_best_of_50_inits');
  const curve = elbowCurve(malls, 10, { seed: 1, restarts: 50 });
  for (const { k, inertia } of curve) expect(inertia / published[k]! - 1, `k ${k}`).toBeLessThan(0.003);
});

test.for([
  { key: 'dbscan_raw_eps9_min5', eps: 9, isStandard: false },
  { key: 'dbscan_raw_eps10_min5', eps: 10, isStandard: false },
  { key: 'dbscan_std_eps0.4_min5', eps: 0.4, isStandard: true },
  { key: 'dbscan_std_eps0.3_min5', eps: 0.3, isStandard: true },
])(
  'DBSCAN of the mall ($key) has the published noise, core points and sizes',
  ({ key, eps, isStandard }, context) => {
    if (!malls || !mallStandard) return context.skip(absent);
    const published = Dbscan.parse(publishedAt('mall_customers', key));
    const fit = fitDbscan(isStandard ? mallStandard : malls, { eps, minPoints: 5 });
    expect(figuresOf(fit)).toEqual(published);
  },
);

test('the mixtures of the mall have the published BIC and AIC, or better ones', (context) => {
  if (!malls || !mallStandard) return context.skip(absent);
  const within = (value: number, published: number) =>
    expect(Math.abs(value / published - 1)).toBeLessThan(0.001);
  const raw = fitGaussianMixture(malls, { k: 5, seed: 1 });
  within(raw.bic, publishedNumber('mall_customers', 'gmm_k5_raw', 'bic'));
  within(raw.aic, publishedNumber('mall_customers', 'gmm_k5_raw', 'aic'));
  const byK = publishedNumbers('mall_customers', 'gmm_bic_std_by_k');
  for (const k of [1, 2, 3, 4, 5, 6]) {
    const fit = fitGaussianMixture(mallStandard, { k, seed: 9, restarts: 50 });
    expect.soft(fit.bic / byK[k]! - 1, `k ${k}`).toBeLessThan(0.001);
  }
});
