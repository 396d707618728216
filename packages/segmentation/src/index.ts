export {
  readLiveSegmentation,
  readSegmentation,
  type StoredSegmentation,
} from './bundle/read-segmentation.ts';
export { seedSegmentations, segmentationNames } from './bundle/seed-segmentations.ts';
export { type SegmentationOrigin, writeSegmentation } from './bundle/write-segmentation.ts';
export { type ElbowPoint, elbowCurve } from './choice/elbow.ts';
export { kneePlace } from './choice/knee.ts';
export { neighbourDistances, suggestEps } from './choice/neighbour-distance.ts';
export {
  type DbscanFit,
  type DbscanSettings,
  dbscanMaximumRows,
  fitDbscan,
} from './clustering/dbscan.ts';
export {
  fitGaussianMixture,
  type MixtureFit,
  type MixtureSettings,
  mixtureLabels,
} from './clustering/gaussian-mixture.ts';
export { fitKMeans, type KMeansFit, type KMeansSettings, nearestCentroids } from './clustering/kmeans.ts';
export type { Mixture } from './clustering/mixture-density.ts';
export { type CovarianceShape, covarianceShapes } from './clustering/mixture-steps.ts';
export { nearestCoreLabels } from './clustering/nearest-core.ts';
export { noiseLabel } from './clustering/noise-label.ts';
export { checkCustomerCount, maximumCustomers } from './customers/customer-limit.ts';
export type { CustomerTable, ReadSettings } from './customers/customer-table.ts';
export { type LayoutFit, layoutFit, sayNearest } from './customers/layout-fit.ts';
export { readCustomers } from './customers/read-customers.ts';
export { fifthScores } from './customers/rfm-scores.ts';
export { type TimeReader, timeReader } from './customers/time-pattern.ts';
export type { FitControl } from './fit/fit-progress.ts';
export { fitSegmentation } from './fit/fit-segmentation.ts';
export type { FittedSegmentation } from './fit/fitted-segmentation.ts';
export { type MemberValues, memberValues } from './fit/member-values.ts';
export { predictCustomers, predictSegments } from './fit/predict-segments.ts';
export { type Matrix, matrixOf, pickColumns, pickRows } from './matrix.ts';
export { cheapestPairs } from './naming/match-segments.ts';
export {
  type EarlierSegment,
  nameSegments,
  type Place,
  type SegmentName,
  sameSegmentDistance,
} from './naming/name-segments.ts';
export type { EarlierRun } from './naming/named-segments.ts';
export { CustomerClusters } from './outcomes/customer-clusters.ts';
export { type CustomerOutcome, OutcomeTallies } from './outcomes/outcome-tallies.ts';
export { segmentOutcomes } from './outcomes/segment-outcomes.ts';
export { adjustedRand } from './quality/adjusted-rand.ts';
export { bootstrapStability, type Clusterer } from './quality/bootstrap-stability.ts';
export { calinskiHarabasz } from './quality/calinski-harabasz.ts';
export { daviesBouldin } from './quality/davies-bouldin.ts';
export { silhouette, silhouetteMaximumRows } from './quality/silhouette.ts';
export {
  applyScaling,
  type FeatureScale,
  fitScaling,
  type ScalingKind,
  scalingKinds,
  undoScaling,
} from './scaling/scaling.ts';
export { SegmentationError, type SegmentationErrorCode } from './segmentation-error.ts';
