import type { SegmentationModel } from '@bora/contracts';
import { mixtureLabels } from '../clustering/gaussian-mixture.ts';
import { nearestCentroids } from '../clustering/kmeans.ts';
import { nearestCoreLabels } from '../clustering/nearest-core.ts';
import { checkMatrix, type Matrix, matrixOf } from '../matrix.ts';
import { applyScaling } from '../scaling/scaling.ts';
import { SegmentationError } from '../segmentation-error.ts';

/**
 * The segment of each customer: the nearest centroid's (kmeans), the likeliest component's (gmm), or that of the
 * nearest core point within eps and −1 where there is none (dbscan).
 *
 * @param customers rows × the model's features in their order and in the units of people.
 * @throws SegmentationError `wrong-features`, `not-a-number`, `no-customers`.
 */
export function predictSegments(model: SegmentationModel, customers: Matrix): Int32Array {
  if (customers.columns !== model.features.length) {
    throw new SegmentationError(
      'wrong-features',
      `A customer has ${customers.columns} features, but the segments are made of ${model.features.join(', ')}.`,
    );
  }
  checkMatrix(customers);
  const scaled = applyScaling(customers, model.scales);
  const { clusters } = model;
  switch (clusters.algorithm) {
    case 'kmeans':
      return nearestCentroids(scaled, Float64Array.from(clusters.centroids.flat()));
    case 'gmm': {
      const { labels } = mixtureLabels(scaled, {
        k: clusters.weights.length,
        weights: Float64Array.from(clusters.weights),
        means: Float64Array.from(clusters.means.flat()),
        covariances: Float64Array.from(clusters.covariances.flat()),
      });
      return labels;
    }
    case 'dbscan':
      return nearestCoreLabels(scaled, matrixOf(clusters.cores), clusters.labels, clusters.eps);
  }
}

/**
 * The same for customers by the names of their features; other properties are ignored.
 * @throws SegmentationError `wrong-features` naming what a customer lacks.
 */
export function predictCustomers(
  model: SegmentationModel,
  customers: readonly Readonly<Record<string, unknown>>[],
): Int32Array {
  const rows = customers.map((customer, index) =>
    model.features.map((name) => {
      const value = customer[name];
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw new SegmentationError('wrong-features', `Customer ${index + 1} has no number as ${name}.`);
    }),
  );
  return predictSegments(model, matrixOf(rows));
}
