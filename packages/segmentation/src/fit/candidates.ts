import type { SegmentationModel, SegmentationQuality, SegmentationRequest } from '@bora/contracts';
import { seededRandom } from '@bora/random';
import { kneePlace } from '../choice/knee.ts';
import { suggestEps } from '../choice/neighbour-distance.ts';
import { fitDbscan, refuseTooMany } from '../clustering/dbscan.ts';
import {
  defaultMixtureRestarts,
  finishMixture,
  type MixtureFit,
  type MixtureRun,
  type MixtureSettings,
  startMixture,
} from '../clustering/gaussian-mixture.ts';
import { checkKMeans, defaultRestarts, type KMeansFit, runKMeans } from '../clustering/kmeans.ts';
import { countDistinctRows, type Matrix, pickRows } from '../matrix.ts';
import { silhouette } from '../quality/silhouette.ts';
import { SegmentationError } from '../segmentation-error.ts';
import type { StepCounter } from './fit-progress.ts';
import { sampledRows } from './sampled-rows.ts';

/** Clusters that were found, and how their number came about. */
export interface Candidate {
  readonly clusters: SegmentationModel['clusters'];
  readonly labels: Int32Array;
  readonly quality: Pick<
    SegmentationQuality,
    'inertia' | 'bic' | 'aic' | 'curve' | 'curveRows' | 'knee' | 'choice'
  >;
}

const greatestK = 10;
const curveRestarts = 5;
/** Rows that the number of segments is chosen on; all rows are then clustered with it. */
export const curveMaximumRows = 20_000;
/** Rows that the silhouettes of the curve are taken on. */
const curveSilhouetteRows = 3_000;
/** Rows that eps is chosen on: its cost grows with their square. */
const epsMaximumRows = 2_000;
const defaultMinPoints = 10;

const noCriteria = { inertia: null, bic: null, aic: null, curve: [], curveRows: null, knee: null };

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

/** A Gaussian mixture with the given number of segments, or with that of the least BIC. */
export async function mixtureCandidate(
  matrix: Matrix,
  request: SegmentationRequest,
  steps: StepCounter,
): Promise<Candidate> {
  const sample = sampledRows(matrix, curveMaximumRows, request.seed);
  const settings = { seed: request.seed, ...(request.covariance && { covariance: request.covariance }) };
  const distinct = countDistinctRows(sample, greatestK);
  if (request.k !== undefined) checkKMeans(matrix, request.k);
  else if (distinct < 2) checkKMeans(matrix, 2);
  const maximumK = request.k === undefined ? Math.min(8, distinct) : 1;
  steps.expect((maximumK - 1) * curveRestarts + defaultMixtureRestarts);
  const curve: { k: number; inertia: null; silhouette: null; bic: number }[] = [];
  for (let k = 2; k <= maximumK; k++) {
    const fit = await bestMixture(sample, { ...settings, k }, curveRestarts, steps);
    curve.push({ k, inertia: null, silhouette: null, bic: fit.bic });
  }
  const least = curve.reduce<(typeof curve)[number] | null>(
    (best, point) => (best === null || point.bic < best.bic ? point : best),
    null,
  );
  const k = request.k ?? least!.k;
  const fit = await bestMixture(matrix, { ...settings, k }, defaultMixtureRestarts, steps);
  return {
    clusters: {
      algorithm: 'gmm',
      covariance: fit.covariance,
      weights: [...fit.weights],
      means: rowsOf(fit.means, matrix.columns),
      covariances: rowsOf(fit.covariances, matrix.columns ** 2),
    },
    labels: fit.labels,
    quality: {
      ...noCriteria,
      bic: fit.bic,
      aic: fit.aic,
      curve,
      curveRows: sample === matrix || curve.length === 0 ? null : sample.rows,
      choice:
        request.k === undefined
          ? `Gaussian mixture with ${k} segments, the number of the least BIC.`
          : `Gaussian mixture with ${k} segments, as asked.`,
    },
  };
}

async function bestMixture(
  matrix: Matrix,
  settings: MixtureSettings,
  restarts: number,
  steps: StepCounter,
): Promise<MixtureFit> {
  let best: MixtureRun | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const run = startMixture(matrix, settings, restart);
    if (!best || run.meanLogLikelihood > best.meanLogLikelihood) best = run;
    await steps.done(`mixture, ${settings.k} segments`);
  }
  return finishMixture(matrix, settings, best!);
}

/** DBSCAN with the given eps, or with that at which the curve of neighbour distances bends. */
export async function dbscanCandidate(
  matrix: Matrix,
  request: SegmentationRequest,
  steps: StepCounter,
): Promise<Candidate> {
  refuseTooMany(matrix.rows);
  steps.expect(2);
  const minPoints =
    request.minPoints ?? Math.min(defaultMinPoints, Math.max(2, Math.floor(matrix.rows / 20)));
  const eps = request.eps ?? epsFor(matrix, minPoints, request.seed);
  await steps.done('dbscan, eps');
  const fit = fitDbscan(matrix, { eps, minPoints });
  await steps.done('dbscan');
  if (fit.clusters === 0) {
    throw new SegmentationError(
      'all-noise',
      'No customer has enough neighbours, all are noise: choose a greater eps or fewer neighbours.',
    );
  }
  const cores = [...fit.isCore.keys()].filter((row) => fit.isCore[row] === 1);
  return {
    clusters: {
      algorithm: 'dbscan',
      eps,
      minPoints,
      cores: rowsOf(pickRows(matrix, cores).values, matrix.columns),
      labels: cores.map((row) => fit.labels[row]!),
    },
    labels: fit.labels,
    quality: {
      ...noCriteria,
      choice:
        `DBSCAN with ${minPoints} neighbours within ${Number(eps.toPrecision(4))} scaled units, ` +
        (request.eps === undefined ? 'where the curve of neighbour distances bends.' : 'as asked.'),
    },
  };
}

/** @throws SegmentationError `too-few-distinct` where all distances are equal. */
function epsFor(matrix: Matrix, minPoints: number, seed: number): number {
  const sample = sampledRows(matrix, epsMaximumRows, seed);
  // Neighbours thin out in a sample, so that the rank thins with them.
  const rank = Math.max(2, Math.round((minPoints * sample.rows) / matrix.rows));
  const eps = suggestEps(sample, rank);
  if (eps !== null) return eps;
  throw new SegmentationError(
    'too-few-distinct',
    'All customers are equally far from their neighbours, so that no eps can be chosen: give one.',
  );
}

function rowsOf(values: Float64Array, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) => [
    ...values.subarray(row * columns, (row + 1) * columns),
  ]);
}
