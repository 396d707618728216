import {
  idleParameter,
  type SegmentationAlgorithm,
  type SegmentationLayout,
  SegmentationRequest,
} from '@bora/contracts';
import { checkCustomerCount } from '../customers/customer-limit.ts';
import type { CustomerTable } from '../customers/customer-table.ts';
import { checkMatrix, pickColumns } from '../matrix.ts';
import { clusterFeatures } from '../naming/name-segments.ts';
import { type EarlierRun, namedSegments } from '../naming/named-segments.ts';
import { applyScaling, fitScaling } from '../scaling/scaling.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { type FitControl, stepCounter } from './fit-progress.ts';
import type { FittedSegmentation } from './fitted-segmentation.ts';
import { type Judged, judgeAlgorithm } from './judge-algorithm.ts';

const algorithms: readonly SegmentationAlgorithm[] = ['kmeans', 'gmm', 'dbscan'];

/**
 * Scales, clusters, measures, describes and names the customers. `auto` tries every algorithm and takes the one with
 * the greatest product of silhouette, stability and the share of customers that are in a segment. Runs in steps
 * between which other work of the process is done; a large fit still belongs into a process or thread of its own.
 *
 * @param earlier whose names segments keep where they stand in the same place.
 * @throws SegmentationError naming what is wrong with the customers or the parameters; the signal's reason.
 */
export async function fitSegmentation(
  table: CustomerTable,
  layout: SegmentationLayout,
  asked: Partial<SegmentationRequest>,
  control: FitControl = {},
  earlier?: EarlierRun,
): Promise<FittedSegmentation> {
  const request = readRequest(asked);
  checkCustomerCount(table.values.rows, request.algorithm);
  checkMatrix(table.values);
  if (table.values.rows < 2) {
    throw new SegmentationError('too-few-customers', 'One customer cannot be segmented: give at least two.');
  }
  const steps = stepCounter(control);
  const features = clusterFeatures(layout);
  const raw = pickColumns(
    table.values,
    features.map((name) => table.features.indexOf(name)),
  );
  const used = features.map((name) => layout.features.find((one) => one.name === name)!);
  const scales = fitScaling(
    raw,
    request.scaling,
    used.map(({ scale }) => scale === 'log'),
    used.map(({ label }) => label),
  );
  const scaled = applyScaling(raw, scales);
  const judged: Judged[] = [];
  let failure: unknown;
  for (const algorithm of request.algorithm === 'auto' ? algorithms : [request.algorithm]) {
    try {
      judged.push(await judgeAlgorithm(scaled, algorithm, request, steps));
    } catch (error) {
      // What one algorithm cannot do with these customers another one may.
      if (!(error instanceof SegmentationError)) throw error;
      failure ??= error;
    }
  }
  if (judged.length === 0) throw failure;
  const best = judged.reduce((left, right) => (right.merit > left.merit ? right : left));
  const tried = judged.map(({ candidate, merit }) => `${candidate.clusters.algorithm} ${merit.toFixed(3)}`);
  const choice =
    request.algorithm === 'auto'
      ? `${best.candidate.quality.choice} Of the algorithms that were tried its segments are the clearest and most stable ` +
        `(silhouette × stability × share in a segment: ${tried.join(', ')}).`
      : best.candidate.quality.choice;
  const { labels, clusters } = best.candidate;
  return {
    layout,
    request,
    labels,
    model: { formatVersion: 1, features, scales, clusters },
    summary: {
      formatVersion: 1,
      algorithm: clusters.algorithm,
      segments: namedSegments(table, layout, labels, earlier),
      quality: { ...best.candidate.quality, ...best.measures, choice },
      cleaning: table.cleaning,
    },
  };
}

function readRequest(asked: Partial<SegmentationRequest>): SegmentationRequest {
  const parsed = SegmentationRequest.safeParse(asked);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SegmentationError(
      'invalid-parameter',
      `${issue?.path.join('.') ?? 'The request'}: ${issue?.message}.`,
    );
  }
  const idle = idleParameter(parsed.data);
  if (idle) throw new SegmentationError('invalid-parameter', `${idle.name}: ${idle.message}`);
  return parsed.data;
}
