import { z } from 'zod';
import { BundleFile, ModelName, ModelVersion } from './model-manifest.ts';

export const SegmentationAlgorithm = z.enum(['kmeans', 'dbscan', 'gmm']);
export type SegmentationAlgorithm = z.infer<typeof SegmentationAlgorithm>;

/** What is asked of a fit; what is left out is chosen from the data. */
export const SegmentationRequest = z.strictObject({
  /** `auto`: the algorithm whose segments are the clearest and the most stable. */
  algorithm: z.enum([...SegmentationAlgorithm.options, 'auto']).default('auto'),
  /** Number of segments (kmeans, gmm). */
  k: z.int().min(2).max(50).optional(),
  /** Distance in scaled units within which customers are neighbours (dbscan). */
  eps: z.number().positive().optional(),
  /** Neighbours that make a dense place, the customer itself counted (dbscan). */
  minPoints: z.int().min(1).max(10_000).optional(),
  /** Default full (gmm). */
  covariance: z.enum(['full', 'diagonal', 'spherical']).optional(),
  scaling: z.enum(['log-standard', 'standard', 'min-max', 'none']).default('log-standard'),
  seed: z.int().min(0).default(1),
});
export type SegmentationRequest = z.infer<typeof SegmentationRequest>;

/** Algorithms that read each of the parameters which not all of them read. */
const parameterOf = {
  k: ['kmeans', 'gmm'],
  eps: ['dbscan'],
  minPoints: ['dbscan'],
  covariance: ['gmm'],
} as const satisfies Partial<Record<keyof SegmentationRequest, readonly SegmentationAlgorithm[]>>;

/** The first parameter that is given and that the algorithm would not read, with what to say of it. */
export function idleParameter(request: SegmentationRequest): { name: string; message: string } | null {
  const { algorithm } = request;
  if (algorithm === 'auto') return null;
  for (const [name, readers] of Object.entries(parameterOf)) {
    const isGiven = request[name as keyof typeof parameterOf] !== undefined;
    if (!isGiven || readers.some((one) => one === algorithm)) continue;
    return {
      name,
      message: `It is for ${readers.join(' and ')}, and ${algorithm} does not read it: leave it out.`,
    };
  }
  return null;
}

const Numbers = z.array(z.number());

export const FeatureScale = z.strictObject({ log: z.boolean(), offset: z.number(), factor: z.number() });

/** `model.json` of a segmentation bundle: what was learned, in scaled units. */
export const SegmentationModel = z.strictObject({
  formatVersion: z.literal(1),
  /** Names of the features, in the order of every row of numbers here. */
  features: z.array(z.string()).min(1),
  scales: z.array(FeatureScale).min(1),
  clusters: z.discriminatedUnion('algorithm', [
    z.strictObject({ algorithm: z.literal('kmeans'), centroids: z.array(Numbers).min(1) }),
    z.strictObject({
      algorithm: z.literal('gmm'),
      covariance: z.enum(['full', 'diagonal', 'spherical']),
      weights: Numbers.min(1),
      means: z.array(Numbers).min(1),
      /** For each component `features²` numbers. */
      covariances: z.array(Numbers).min(1),
    }),
    z.strictObject({
      algorithm: z.literal('dbscan'),
      eps: z.number().positive(),
      minPoints: z.int().min(1),
      cores: z.array(Numbers).min(1),
      /** Segment of each core point. */
      labels: z.array(z.int().min(0)).min(1),
    }),
  ]),
});
export type SegmentationModel = z.infer<typeof SegmentationModel>;

/** How a feature lies within a segment, in its own unit. */
export const FeatureProfile = z.strictObject({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  mean: z.number(),
  median: z.number(),
  /** Mean on the scale that the layout states: for a logarithmic feature about the geometric mean. */
  centre: z.number(),
  /** Standard deviations of the segment's centre above the population's, on the same scale. */
  place: z.number(),
});
export type FeatureProfile = z.infer<typeof FeatureProfile>;

export const Segment = z.strictObject({
  /** From 0; −1 is noise. */
  cluster: z.int().min(-1),
  /** No two segments of a run have the same. */
  name: z.string(),
  /** The name of the layout that it goes back to; segments may share it. */
  family: z.string(),
  /** The name that the rules alone give; another one where the segment kept its name from an earlier run. */
  nameByRule: z.string(),
  description: z.string(),
  action: z.string(),
  customers: z.int(),
  share: z.number(),
  profile: z.array(FeatureProfile),
});
export type Segment = z.infer<typeof Segment>;

/** What shows how good the segments are, and why there are so many of them; null where it is not defined. */
export const SegmentationQuality = z.strictObject({
  silhouette: z.number().nullable(),
  daviesBouldin: z.number().nullable(),
  calinskiHarabasz: z.number().nullable(),
  /** Mean adjusted Rand index over bootstrap samples: 1 says that the same segments come back. */
  stability: z.number().nullable(),
  inertia: z.number().nullable(),
  bic: z.number().nullable(),
  aic: z.number().nullable(),
  noiseShare: z.number(),
  /** Rows that the curve was made of, where it was a sample; null where it was all of them or there is no curve. */
  curveRows: z.int().nullable(),
  /** For each number of segments tried: inertia and silhouette (kmeans), BIC (gmm). */
  curve: z.array(
    z.strictObject({
      k: z.int(),
      inertia: z.number().nullable(),
      silhouette: z.number().nullable(),
      bic: z.number().nullable(),
    }),
  ),
  /** Where the curve of inertia bends. */
  knee: z.int().nullable(),
  /** One sentence on how the algorithm and its parameters came about. */
  choice: z.string(),
});
export type SegmentationQuality = z.infer<typeof SegmentationQuality>;

/** What was read, and what was left out for which reason. */
export const CleaningReport = z.strictObject({
  rows: z.int(),
  used: z.int(),
  customers: z.int(),
  /** Rows left out, by reason, in the order of the checks. */
  left: z.record(z.string(), z.int()),
  /** The day that recency counts from, as ISO time without a zone; null where nothing is dated. */
  snapshot: z.string().nullable(),
});
export type CleaningReport = z.infer<typeof CleaningReport>;

/** `segments.json` of a segmentation bundle: what it means. */
export const SegmentationSummary = z.strictObject({
  formatVersion: z.literal(1),
  algorithm: SegmentationAlgorithm,
  segments: z.array(Segment).min(1),
  quality: SegmentationQuality,
  cleaning: CleaningReport,
});
export type SegmentationSummary = z.infer<typeof SegmentationSummary>;

/** `manifest.json` of a segmentation bundle. */
export const SegmentationManifest = z.strictObject({
  formatVersion: z.literal(1),
  kind: z.literal('segmentation'),
  name: ModelName,
  version: ModelVersion,
  createdAt: z.iso.datetime(),
  layout: z.strictObject({ id: z.string(), version: z.int() }),
  algorithm: SegmentationAlgorithm,
  request: SegmentationRequest,
  data: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), rows: z.int(), customers: z.int() }),
  /** The version whose names were kept. */
  previous: ModelVersion.nullable(),
  files: z.record(z.string(), BundleFile),
});
export type SegmentationManifest = z.infer<typeof SegmentationManifest>;
