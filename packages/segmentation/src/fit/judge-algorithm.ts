import type { SegmentationAlgorithm, SegmentationRequest, SegmentationSummary } from '@bora/contracts';
import type { Matrix } from '../matrix.ts';
import { calinskiHarabasz } from '../quality/calinski-harabasz.ts';
import { daviesBouldin } from '../quality/davies-bouldin.ts';
import { silhouette } from '../quality/silhouette.ts';
import type { Candidate } from './candidate.ts';
import { dbscanCandidate } from './dbscan-candidate.ts';
import type { StepCounter } from './fit-progress.ts';
import { kMeansCandidate } from './kmeans-candidate.ts';
import { mixtureCandidate } from './mixture-candidate.ts';
import { stabilityOf } from './stability-of.ts';

const candidateOf = { kmeans: kMeansCandidate, gmm: mixtureCandidate, dbscan: dbscanCandidate };

/** What an algorithm makes of the customers, and how good that is. */
export interface Judged {
  readonly candidate: Candidate;
  readonly measures: Pick<
    SegmentationSummary['quality'],
    'silhouette' | 'daviesBouldin' | 'calinskiHarabasz' | 'stability' | 'noiseShare'
  >;
  /** Silhouette × stability × share of customers in a segment. */
  readonly merit: number;
}

/** @throws SegmentationError where the algorithm can do nothing with these customers. */
export async function judgeAlgorithm(
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
