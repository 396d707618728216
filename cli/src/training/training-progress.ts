import type { TrainingProgress } from '@bora/model';
import { formatSeconds } from '../terminal/figures.ts';
import { type Progress, startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Shows how far training is: networks, epoch, loss and time left. */
export function showTraining(
  terminal: Terminal,
  label: string,
): { onProgress(progress: TrainingProgress): void; stop(): void } {
  let shown: Progress | undefined;
  return {
    onProgress({ step, stepCount, network, networkCount, epoch, epochCount, loss, secondsLeft }) {
      shown ??= startProgress(terminal, { label, total: stepCount, unit: 'steps' });
      const details = [
        `network ${network} of ${networkCount}`,
        `epoch ${epoch} of ${epochCount}`,
        `loss ${loss.toFixed(4)}`,
        `${formatSeconds(secondsLeft)} left`,
      ];
      shown.update(step, details.join(' · '));
    },
    stop: () => shown?.stop(),
  };
}

/** Shows how many models are made of those that need no steps. */
export function showFolds(
  terminal: Terminal,
  label: string,
  what: string,
): {
  onProgress(made: number, count: number): void;
  stop(): void;
} {
  let shown: Progress | undefined;
  return {
    onProgress(made, count) {
      shown ??= startProgress(terminal, { label, total: count, unit: 'steps' });
      shown.update(made, `${what} ${made + 1} of ${count}`);
    },
    stop: () => shown?.stop(),
  };
}
