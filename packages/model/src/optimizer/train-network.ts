import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EncodedRows } from '@bora/features';
import { type SeededRandom, seededRandom, shuffledRows } from '@bora/random';
import {
  emptyNetwork,
  inputWidth,
  type Network,
  type NetworkShape,
  splitParameters,
} from '../network/network.ts';
import { adamStep, newAdamState } from './adam.ts';
import { learningRateAt } from './learning-rate.ts';
import { networkGradient, type TrainingBatch } from './network-gradient.ts';
import { fillDropout, fillNormal } from './random-values.ts';

/** How one network is trained. */
export interface NetworkOptions {
  /** Units of the hidden layer. */
  readonly hidden: number;
  readonly epochs: number;
  /** Rows a step; rows that fill no batch wait for the next epoch's order. */
  readonly batchSize: number;
  readonly peakLearningRate: number;
  /** Decoupled weight decay of matrices and embeddings; biases have none. */
  readonly weightDecay: number;
  /** Share of all steps over which the learning rate rises. */
  readonly warmUpShare: number;
  /** Probability with which a hidden unit is dropped in training. */
  readonly hiddenDropout: number;
  /** Probability with which a number of an embedding vector is dropped in training. */
  readonly embeddingDropout: number;
}

/** Where training stands after a step. */
export interface NetworkProgress {
  /** From 1. */
  readonly epoch: number;
  /** Steps done, of `stepCount`. */
  readonly step: number;
  readonly stepCount: number;
  /** Mean loss of the current epoch so far. */
  readonly loss: number;
}

export interface NetworkTraining {
  readonly rows: EncodedRows;
  /** 1 for bad, 0 for good, one a row. */
  readonly bad: Uint8Array;
  readonly embeddings: NetworkShape['embeddings'];
  readonly options: NetworkOptions;
  readonly seed: number;
  /** Called often enough for a progress bar. */
  readonly onProgress?: (progress: NetworkProgress) => void;
  readonly signal?: AbortSignal;
}

const embeddingDeviation = 0.05;
/** Steps between two looks at the outside world: progress, abortion, other work of the process. */
const stepsPerTurn = 8;
const randomStream = { weights: 1, order: 2, dropout: 3 };

export function stepsPerEpoch(rowCount: number, batchSize: number): number {
  return Math.max(1, Math.floor(rowCount / batchSize));
}

/**
 * Trains one network on the active backend. The same rows, options and seed give the same bytes of weights
 * on the same backend.
 * @throws the signal's reason when it is aborted
 */
export async function trainNetwork(training: NetworkTraining): Promise<Network> {
  const { rows, options, seed } = training;
  const shape = { width: rows.width, embeddings: training.embeddings, hidden: options.hidden };
  const network = initialNetwork(shape, seededRandom(seed, randomStream.weights));
  const decay = decayOf(shape, options.weightDecay);
  const gradient = new Float32Array(network.parameters.length);
  const adam = newAdamState(network.parameters.length);
  const orderRandom = seededRandom(seed, randomStream.order);
  const dropoutRandom = seededRandom(seed, randomStream.dropout);
  const batchSize = Math.min(options.batchSize, rows.rowCount);
  const batch = newBatch(shape, batchSize);
  const stepsOfEpoch = stepsPerEpoch(rows.rowCount, batchSize);
  const stepCount = options.epochs * stepsOfEpoch;

  let step = 0;
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const order = shuffledRows(rows.rowCount, orderRandom);
    let lossSum = 0;
    for (let inEpoch = 0; inEpoch < stepsOfEpoch; inEpoch++) {
      fillBatch(batch, training, order.subarray(inEpoch * batchSize, (inEpoch + 1) * batchSize));
      fillDropout(batch.hiddenDropout, options.hiddenDropout, dropoutRandom);
      fillDropout(batch.embeddingDropout, options.embeddingDropout, dropoutRandom);
      lossSum += networkGradient(network, batch, gradient);
      const rate = learningRateAt(step, stepCount, options.peakLearningRate, options.warmUpShare);
      adamStep(network.parameters, gradient, decay, rate, adam);
      step += 1;
      if (step % stepsPerTurn !== 0 && step !== stepCount) continue;
      training.onProgress?.({ epoch, step, stepCount, loss: lossSum / (inEpoch + 1) });
      await nextTurn();
      training.signal?.throwIfAborted();
    }
  }
  return network;
}

/** Source of the dense layers: He et al., arXiv 1502.01852 (hidden, ReLU); Glorot and Bengio 2010 (output). */
function initialNetwork(shape: NetworkShape, random: SeededRandom): Network {
  const network = emptyNetwork(shape);
  const parts = splitParameters(shape, network.parameters);
  fillNormal(parts.hiddenKernel, Math.sqrt(2 / inputWidth(shape)), random);
  fillNormal(parts.outputKernel, Math.sqrt(2 / (shape.hidden + 1)), random);
  for (const table of parts.tables) fillNormal(table, embeddingDeviation, random);
  return network;
}

function decayOf(shape: NetworkShape, weightDecay: number): Float32Array {
  const decay = emptyNetwork(shape).parameters.fill(weightDecay);
  const parts = splitParameters(shape, decay);
  parts.hiddenBias.fill(0);
  parts.outputBias.fill(0);
  return decay;
}

function newBatch(shape: NetworkShape, rowCount: number): TrainingBatch {
  return {
    rowCount,
    dense: new Float32Array(rowCount * shape.width),
    levels: new Int32Array(rowCount * shape.embeddings.length),
    bad: new Float32Array(rowCount),
    embeddingDropout: new Float32Array(rowCount * (inputWidth(shape) - shape.width)),
    hiddenDropout: new Float32Array(rowCount * shape.hidden),
  };
}

function fillBatch(batch: TrainingBatch, { rows, bad }: NetworkTraining, chosen: Uint32Array): void {
  const { width, embeddingCount } = rows;
  for (const [place, row] of chosen.entries()) {
    batch.dense.set(rows.dense.subarray(row * width, (row + 1) * width), place * width);
    const levels = rows.levels.subarray(row * embeddingCount, (row + 1) * embeddingCount);
    batch.levels.set(levels, place * embeddingCount);
    batch.bad[place] = bad[row]!;
  }
}
