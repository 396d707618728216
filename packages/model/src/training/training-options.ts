import type { NetworkOptions } from '../optimizer/train-network.ts';

/** How a model is trained. */
export interface TrainingOptions extends NetworkOptions {
  /** One network for each; the model's logit is the mean of theirs. */
  readonly seeds: readonly number[];
}

interface SizeDefaults {
  /** For at least so many training rows. */
  readonly rows: number;
  readonly options: TrainingOptions;
}

const large: TrainingOptions = {
  seeds: [1, 2, 3, 4, 5],
  hidden: 128,
  epochs: 7,
  batchSize: 256,
  peakLearningRate: 2e-3,
  weightDecay: 0.3,
  warmUpShare: 0.05,
  hiddenDropout: 0.5,
  embeddingDropout: 0.5,
};

/** From the largest size down; the last is for anything smaller. */
const sizeDefaults: readonly SizeDefaults[] = [
  { rows: 10_000, options: large },
  {
    rows: 0,
    options: { ...large, hidden: 16, epochs: 20, batchSize: 32, weightDecay: 0.1, hiddenDropout: 0.2 },
  },
];

/** Options that suit so many training rows, with those that are given put in their place. */
export function trainingOptions(rowCount: number, given: Partial<TrainingOptions> = {}): TrainingOptions {
  const { options } = sizeDefaults.find(({ rows }) => rowCount >= rows)!;
  return { ...options, ...given };
}
