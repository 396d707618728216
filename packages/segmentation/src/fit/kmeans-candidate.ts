import type { SegmentationRequest } from '@bora/contracts';
import { seededRandom } from '@bora/random';
import { kneePlace } from '../choice/knee.ts';
import { checkKMeans, defaultRestarts, type KMeansFit, runKMeans } from '../clustering/kmeans.ts';
import { countDistinctRows, type Matrix } from '../matrix.ts';
import { silhouette } from '../quality/silhouette.ts';
import { type Candidate, curveMaximumRows, curveRestarts, noCriteria, rowsOf } from './candidate.ts';
import type { StepCounter } from './fit-progress.ts';
import { sampledRows } from './sampled-rows.ts';

const greatestK = 10;
/** Rows that the silhouettes of the curve are taken on. */
const curveSilhouetteRows = 3_000;

/** KMeans with the given number of segments, or with that at which the curve of inertia bends. */
export async function kMeansCandidate(
  matrix: Matrix,
  request: SegmentationRequest,
  steps: StepCounter,
): Promise<Candidate> {
  const sample = sampledRows(matrix, curveMaximumRows, request.seed);
  const maximumK = Math.min(greatestK, countDistinctRows(sample, greatestK));
  if (request.k !== undefined) checkKMeans(matrix, request.k);
  else if (maximumK < 2) checkKMeans(matrix, 2);
  steps.expect(maximumK * curveRestarts + defaultRestarts);
  const curve: { k: number; inertia: number; silhouette: number | null; bic: null }[] = [];
  for (let k = 1; k <= maximumK; k++) {
    const fit = await bestKMeans(sample, k, curveRestarts, request.seed, steps);
    const isSeparable = k > 1 && new Set(fit.labels).size > 1;
    curve.push({
      k,
      inertia: fit.inertia,
      silhouette: isSeparable ? silhouette(sample, fit.labels, request.seed, curveSilhouetteRows) : null,
      bic: null,
    });
  }
  const place = kneePlace(
    curve.map(({ k }) => k),
    curve.map(({ inertia }) => inertia),
  );
  const knee = place === null ? null : curve[place]!.k;
  const k = request.k ?? Math.max(2, knee ?? 2);
  const fit = await bestKMeans(matrix, k, defaultRestarts, request.seed, steps);
  return {
    clusters: { algorithm: 'kmeans', centroids: rowsOf(fit.centroids, matrix.columns) },
    labels: fit.labels,
    quality: {
      ...noCriteria,
      inertia: fit.inertia,
      curve,
      curveRows: sample === matrix ? null : sample.rows,
      knee,
      choice:
        request.k === undefined
          ? `KMeans with ${k} segments, where the curve of inertia bends.`
          : `KMeans with ${k} segments, as asked.`,
    },
  };
}

async function bestKMeans(
  matrix: Matrix,
  k: number,
  restarts: number,
  seed: number,
  steps: StepCounter,
): Promise<KMeansFit> {
  let best: KMeansFit | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const fit = runKMeans(matrix, k, seededRandom(seed, restart));
    if (!best || fit.inertia < best.inertia) best = fit;
    await steps.done(`kmeans, ${k} segments`);
  }
  return best!;
}
