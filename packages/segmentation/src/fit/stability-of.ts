import type { SegmentationModel } from '@bora/contracts';
import { fitDbscan } from '../clustering/dbscan.ts';
import { fitGaussianMixture, mixtureLabels } from '../clustering/gaussian-mixture.ts';
import { fitKMeans, nearestCentroids } from '../clustering/kmeans.ts';
import { nearestCoreLabels } from '../clustering/nearest-core.ts';
import { type Matrix, pickRows } from '../matrix.ts';
import { bootstrapStability, type Clusterer } from '../quality/bootstrap-stability.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { sampledRows } from './sampled-rows.ts';

const rounds = 5;
const maximumRows = 5_000;
const restarts = 3;

/**
 * Mean adjusted Rand index over bootstrap samples of at most 5,000 customers, clustered anew with the same algorithm
 * and parameters; null where a sample cannot be clustered so.
 */
export function stabilityOf(
  scaled: Matrix,
  clusters: SegmentationModel['clusters'],
  seed: number,
): number | null {
  const sample = sampledRows(scaled, maximumRows, seed);
  try {
    const clusterer = clustererOf(clusters, sample.rows / scaled.rows);
    const indices = bootstrapStability(sample, clusterer, { rounds, seed });
    return indices.reduce((sum, index) => sum + index, 0) / indices.length;
  } catch (error) {
    if (error instanceof SegmentationError) return null;
    throw error;
  }
}

/** @param share of the customers that are sampled: as many fewer neighbours make a dense place. */
function clustererOf(clusters: SegmentationModel['clusters'], share: number): Clusterer {
  switch (clusters.algorithm) {
    case 'kmeans':
      return (sample, seed) => {
        const { centroids } = fitKMeans(sample, { k: clusters.centroids.length, seed, restarts });
        return (rows) => nearestCentroids(rows, centroids);
      };
    case 'gmm':
      return (sample, seed) => {
        const { covariance, weights } = clusters;
        const mixture = fitGaussianMixture(sample, { k: weights.length, covariance, seed, restarts });
        return (rows) => mixtureLabels(rows, mixture).labels;
      };
    case 'dbscan':
      return (sample) => {
        const { eps } = clusters;
        const minPoints = Math.max(2, Math.round(clusters.minPoints * share));
        const { labels, isCore } = fitDbscan(sample, { eps, minPoints });
        const cores = [...isCore.keys()].filter((row) => isCore[row] === 1);
        const coreLabels = cores.map((row) => labels[row]!);
        return (rows) => nearestCoreLabels(rows, pickRows(sample, cores), coreLabels, eps);
      };
  }
}
