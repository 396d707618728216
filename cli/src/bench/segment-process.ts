import { createReadStream } from 'node:fs';
import { seededRandom } from '@bora/random';
import {
  applyScaling,
  fitDbscan,
  fitGaussianMixture,
  fitKMeans,
  fitScaling,
  type Matrix,
  readCustomers,
} from '@bora/segmentation';
import { answerParent } from './bench-child.ts';
import { segmentWithPlainScript } from './plain-segment-script.ts';
import { type SegmentMeasurement, SegmentRequest } from './segment-request.ts';

const k = 5;
const warmUpCustomers = 3_000;

answerParent(async (message) => {
  const request = SegmentRequest.parse(message);
  if (request.kind === 'cluster') {
    const customers = syntheticCustomers(request.customers);
    // What the engine learns of the code at first would count for much where there are few customers.
    cluster(syntheticCustomers(warmUpCustomers), request.algorithm);
    return measured(async () => cluster(customers, request.algorithm));
  }
  const { file, layout, side } = request;
  if (side === 'script') return measured(() => segmentWithPlainScript(file, layout));
  return measured(async () => {
    const { values } = await readCustomers(createReadStream(file), layout);
    const scales = fitScaling(values, 'log-standard', [true, true, true]);
    return fitKMeans(applyScaling(values, scales), { k, seed: 1 }).inertia;
  });
});

async function measured(work: () => Promise<number>): Promise<SegmentMeasurement> {
  const startedAtMs = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { seconds, peakBytes: process.resourceUsage().maxRSS * 1024, result };
}

function cluster(customers: Matrix, algorithm: 'kmeans' | 'gmm' | 'dbscan'): number {
  if (algorithm === 'kmeans') return fitKMeans(customers, { k, seed: 1, restarts: 3 }).inertia;
  if (algorithm === 'gmm')
    return fitGaussianMixture(customers, { k, seed: 1, restarts: 1, maximumIterations: 30 }).bic;
  // The place that a customer takes up shrinks as there are more of them, and eps with it.
  const eps = 4 / customers.rows ** (1 / 3);
  return fitDbscan(customers, { eps, minPoints: 10 }).clusters;
}

/** Three features around five centres. */
function syntheticCustomers(rows: number): Matrix {
  const random = seededRandom(7, rows);
  const values = new Float64Array(rows * 3);
  for (let index = 0; index < values.length; index++) {
    const centre = Math.floor(index / 3) % 5;
    const bell = random.uniform() + random.uniform() + random.uniform() - 1.5;
    values[index] = bell + ((centre * (index % 3 === 0 ? 7 : index % 3 === 1 ? 3 : 5)) % 10) / 3;
  }
  return { rows, columns: 3, values };
}
