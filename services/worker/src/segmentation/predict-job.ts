import {
  keepPredictionAnswer,
  type PayloadCipher,
  readPredictionQuestion,
  readSegmentationResult,
} from '@bora/batch-store';
import type {
  PredictionAnswer,
  PredictionJob,
  PredictionQuestion,
  SegmentationModel,
  SegmentationSummary,
} from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { InferencePool } from '../inference/inference-pool.ts';
import { findLiveSegmentation } from './segment-store.ts';

export interface PredictJobDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly segmentStore: ObjectStore;
  readonly predictSegments: InferencePool['predictSegments'];
}

interface Segments {
  readonly segmentation: string;
  readonly model: SegmentationModel;
  readonly summary: SegmentationSummary;
}

/** Finds the segments of some customers. */
export async function predictJob(
  dependencies: PredictJobDependencies,
  { predictionId }: PredictionJob,
): Promise<'answered' | 'gone'> {
  const { redis, cipher } = dependencies;
  const question = await readPredictionQuestion(redis, cipher, predictionId);
  if (!question) return 'gone';
  await keepPredictionAnswer(redis, cipher, predictionId, await answerTo(dependencies, question));
  return 'answered';
}

async function answerTo(
  dependencies: PredictJobDependencies,
  { segmentation, customers }: PredictionQuestion,
): Promise<PredictionAnswer> {
  const segments = await findSegments(dependencies, segmentation);
  if (!segments) {
    const message = 'There is no segmentation of this id or name, or it has expired.';
    return { failure: { code: 'segmentation-not-found', message } };
  }
  const answer = await dependencies.predictSegments({ model: segments.model, customers });
  if (!answer.ok) return { failure: answer.failure };
  const byCluster = new Map(segments.summary.segments.map((segment) => [segment.cluster, segment]));
  return {
    segmentation: segments.segmentation,
    customers: Array.from(answer.labels, (cluster) => {
      const { name = noSegment, family = noSegment } = byCluster.get(cluster) ?? {};
      return { cluster, segment: name, family };
    }),
  };
}

/** DBSCAN may call a new customer noise where it was fitted on none. */
const noSegment = 'No segment';

async function findSegments(
  { redis, cipher, segmentStore }: PredictJobDependencies,
  segmentation: PredictionQuestion['segmentation'],
): Promise<Segments | undefined> {
  if (segmentation.kind === 'run') {
    const result = await readSegmentationResult(redis, cipher, segmentation.id);
    return result && { segmentation: segmentation.id, ...result };
  }
  const stored = await findLiveSegmentation(segmentStore, segmentation.name);
  return stored && { segmentation: `${stored.manifest.name}/${stored.manifest.version}`, ...stored };
}
