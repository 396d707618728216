import type { SegmentationRequest } from '@bora/contracts';
import {
  defaultMixtureRestarts,
  finishMixture,
  type MixtureFit,
  type MixtureRun,
  type MixtureSettings,
  startMixture,
} from '../clustering/gaussian-mixture.ts';
import { checkKMeans } from '../clustering/kmeans.ts';
import { countDistinctRows, type Matrix } from '../matrix.ts';
import { type Candidate, curveMaximumRows, curveRestarts, noCriteria, rowsOf } from './candidate.ts';
import type { StepCounter } from './fit-progress.ts';
import { sampledRows } from './sampled-rows.ts';

const greatestK = 8;

/** A Gaussian mixture with the given number of segments, or with that of the least BIC. */
export async function mixtureCandidate(
  matrix: Matrix,
  request: SegmentationRequest,
  steps: StepCounter,
): Promise<Candidate> {
  const sample = sampledRows(matrix, curveMaximumRows, request.seed);
  const settings = { seed: request.seed, ...(request.covariance && { covariance: request.covariance }) };
  const distinct = countDistinctRows(sample, greatestK + 1);
  if (request.k !== undefined) checkKMeans(matrix, request.k);
  else if (distinct < 2) checkKMeans(matrix, 2);
  const maximumK = request.k === undefined ? Math.min(greatestK, distinct) : 1;
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
          ? `Gaussian mixture with ${k} segments, the number of the least BIC` +
            `${k === maximumK && k < distinct ? ', and the most that were tried' : ''}.`
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
