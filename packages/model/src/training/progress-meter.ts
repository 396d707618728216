import type { NetworkProgress } from '../optimizer/train-network.ts';

/** Where the training of a whole model, or of several, stands. */
export interface TrainingProgress {
  /** Steps done, of all networks. */
  readonly step: number;
  readonly stepCount: number;
  /** Networks begun, of all. */
  readonly network: number;
  readonly networkCount: number;
  /** Epoch of the network that reported last, from 1. */
  readonly epoch: number;
  readonly epochCount: number;
  /** Mean loss of that epoch so far. */
  readonly loss: number;
  readonly secondsLeft: number;
}

/** Adds up the progress of several networks. */
export interface ProgressMeter {
  /** Where the next network reports. */
  nextNetwork(): (progress: NetworkProgress) => void;
}

export interface MeterPlan {
  readonly stepCount: number;
  readonly networkCount: number;
  readonly epochCount: number;
}

export function createProgressMeter(
  plan: MeterPlan,
  onProgress: (progress: TrainingProgress) => void,
): ProgressMeter {
  const startedMs = performance.now();
  let step = 0;
  let network = 0;
  return {
    nextNetwork: () => {
      let before = 0;
      return (progress) => {
        if (before === 0) network += 1;
        step += progress.step - before;
        before = progress.step;
        const seconds = (performance.now() - startedMs) / 1000;
        const secondsLeft = (seconds / step) * (plan.stepCount - step);
        onProgress({ ...plan, step, network, epoch: progress.epoch, loss: progress.loss, secondsLeft });
      };
    },
  };
}
