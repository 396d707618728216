/** The segmentations that ship, by which the calls for customers answer. */
export const shippedSegmentations = {
  purchases: 'online-retail',
  attributes: { KMeans: 'mall-kmeans', GMM: 'mall-gmm', DBSCAN: 'mall-dbscan' },
} as const;

/** Customers of one call. */
export const customersAtOnce = 1_000;
