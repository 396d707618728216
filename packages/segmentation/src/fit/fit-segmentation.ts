import {
  idleParameter,
  type Segment,
  type SegmentationAlgorithm,
  type SegmentationLayout,
  SegmentationRequest,
  type SegmentationSummary,
} from '@bora/contracts';
import { checkCustomerCount } from '../customers/customer-limit.ts';
import type { CustomerTable } from '../customers/customer-table.ts';
import { checkMatrix, type Matrix, pickColumns } from '../matrix.ts';
import { clusterFeatures, nameSegments } from '../naming/name-segments.ts';
import { describeClusters, placeScales } from '../naming/segment-places.ts';
import { calinskiHarabasz } from '../quality/calinski-harabasz.ts';
import { daviesBouldin } from '../quality/davies-bouldin.ts';
import { silhouette } from '../quality/silhouette.ts';
import { applyScaling, fitScaling } from '../scaling/scaling.ts';
import { SegmentationError } from '../segmentation-error.ts';
import type { Candidate } from './candidate.ts';
import { dbscanCandidate } from './dbscan-candidate.ts';
import { type FitControl, type StepCounter, stepCounter } from './fit-progress.ts';
import type { FittedSegmentation } from './fitted-segmentation.ts';
import { kMeansCandidate } from './kmeans-candidate.ts';
import { mixtureCandidate } from './mixture-candidate.ts';
import { stabilityOf } from './stability-of.ts';

const algorithms: readonly SegmentationAlgorithm[] = ['kmeans', 'gmm', 'dbscan'];

const candidateOf = { kmeans: kMeansCandidate, gmm: mixtureCandidate, dbscan: dbscanCandidate };

/** An earlier run of the same layout, whose names are to be kept. */
export type EarlierRun = Pick<SegmentationSummary, 'segments'>;

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
      judged.push(await judge(scaled, algorithm, request, steps));
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

interface Judged {
  readonly candidate: Candidate;
  readonly measures: Pick<
    SegmentationSummary['quality'],
    'silhouette' | 'daviesBouldin' | 'calinskiHarabasz' | 'stability' | 'noiseShare'
  >;
  readonly merit: number;
}

async function judge(
  scaled: Matrix,
  algorithm: SegmentationAlgorithm,
  request: SegmentationRequest,
  steps: StepCounter,
): Promise<Judged> {
  const candidate = await candidateOf[algorithm](scaled, request, steps);
  const { labels, clusters } = candidate;
  const isComparable = new Set(labels.filter((label) => label >= 0)).size > 1;
  steps.expect(1);
  const stability = stabilityOf(scaled, clusters, request.seed);
  await steps.done(`${algorithm}, stability`);
  const noiseShare = labels.filter((label) => label < 0).length / labels.length;
  const width = isComparable ? silhouette(scaled, labels, request.seed) : null;
  return {
    candidate,
    measures: {
      silhouette: width,
      daviesBouldin: isComparable ? daviesBouldin(scaled, labels) : null,
      calinskiHarabasz: isComparable ? calinskiHarabasz(scaled, labels) : null,
      stability,
      noiseShare,
    },
    merit: Math.max(0, width ?? 0) * Math.max(0, stability ?? 0) * (1 - noiseShare),
  };
}

function namedSegments(
  table: CustomerTable,
  layout: SegmentationLayout,
  labels: Int32Array,
  earlier: EarlierRun | undefined,
): Segment[] {
  const described = describeClusters(table, layout, labels);
  const clusters = [...described.keys()].filter((label) => label >= 0).sort((a, b) => a - b);
  const places = clusters.map((cluster) => described.get(cluster)!.place);
  const names = nameSegments(places, layout, earlierPlaces(table, layout, earlier));
  const segments = clusters.map((cluster, index) => ({ cluster, ...names[index]! }));
  if (described.has(-1))
    segments.push({ cluster: -1, nameByRule: layout.noise.name, family: layout.noise.name, ...layout.noise });
  return segments.map((segment) => {
    const { customers, profile } = described.get(segment.cluster)!;
    return { ...segment, customers, share: customers / labels.length, profile };
  });
}

/** Where the earlier segments' means stand in the population of this run. */
function earlierPlaces(table: CustomerTable, layout: SegmentationLayout, earlier: EarlierRun | undefined) {
  const scales = placeScales(table, layout);
  return (earlier?.segments ?? [])
    .filter(({ cluster }) => cluster >= 0)
    .map(({ name, family, description, action, profile }) => ({
      name,
      family,
      description,
      action,
      place: Object.fromEntries(
        profile.flatMap((feature) => {
          const column = table.features.indexOf(feature.name);
          if (column < 0) return [];
          const one = { rows: 1, columns: 1, values: Float64Array.of(feature.centre) };
          return [[feature.name, applyScaling(one, [scales[column]!]).values[0]!]];
        }),
      ),
    }));
}
