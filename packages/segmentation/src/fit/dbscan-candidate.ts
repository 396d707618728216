import type { SegmentationRequest } from '@bora/contracts';
import { suggestEps } from '../choice/neighbour-distance.ts';
import { type DbscanFit, fitDbscan, refuseTooMany } from '../clustering/dbscan.ts';
import { type Matrix, pickRows } from '../matrix.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { type Candidate, noCriteria, rowsOf } from './candidate.ts';
import type { StepCounter } from './fit-progress.ts';
import { sampledRows } from './sampled-rows.ts';

/** Rows that eps is chosen on: its cost grows with their square. */
const epsMaximumRows = 2_000;
const greatestDefaultMinPoints = 10;
/** From here on one segment of DBSCAN is said to be nearly everybody. */
const oneSegmentShare = 0.9;

/** DBSCAN with the given eps, or with that at which the curve of neighbour distances bends. */
export async function dbscanCandidate(
  matrix: Matrix,
  request: SegmentationRequest,
  steps: StepCounter,
): Promise<Candidate> {
  refuseTooMany(matrix.rows);
  steps.expect(2);
  const minPoints = request.minPoints ?? minPointsFor(matrix);
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
        `${request.eps === undefined ? 'where the curve of neighbour distances bends' : 'as asked'}.${oneSegmentHint(fit)}`,
    },
  };
}

/**
 * A twentieth of the customers, at least twice as many as there are features and at most ten. With fewer, two or three
 * customers that are near each other by chance would be a segment. Source of the lower bound: Sander, Ester, Kriegel and
 * Xu (1998), "Density-Based Clustering in Spatial Databases", Data Mining and Knowledge Discovery 2.
 */
function minPointsFor({ rows, columns }: Matrix): number {
  return Math.min(greatestDefaultMinPoints, Math.max(2 * columns, Math.floor(rows / 20)));
}

/** What to do where density does not part the customers; nothing where it does. */
function oneSegmentHint({ clusters, labels }: DbscanFit): string {
  const counts = new Uint32Array(clusters);
  for (const label of labels) if (label >= 0) counts[label]! += 1;
  const share = counts.reduce((most, count) => Math.max(most, count), 0) / labels.length;
  if (share < oneSegmentShare) return '';
  const percent = (100 * share).toFixed(1);
  return ` One segment holds ${percent} % of the customers: density hardly parts them; try another eps, or kmeans.`;
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
