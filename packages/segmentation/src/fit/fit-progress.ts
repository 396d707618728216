import { setImmediate as nextTurn } from 'node:timers/promises';

/** How far a fit is; both may be left out. */
export interface FitControl {
  /** Called after every step with the steps done and all steps known so far. */
  readonly onProgress?: (done: number, total: number, step: string) => void;
  /** Aborts between two steps; the fit then rejects with its reason. */
  readonly signal?: AbortSignal;
}

export interface StepCounter {
  /** More steps to come. */
  expect(steps: number): void;
  /** Ends a step: tells of it, lets other work of the process run, and throws when the fit was aborted. */
  done(step: string): Promise<void>;
}

export function stepCounter({ onProgress, signal }: FitControl): StepCounter {
  let total = 0;
  let done = 0;
  return {
    expect(steps) {
      total += steps;
    },
    async done(step) {
      done += 1;
      onProgress?.(done, total, step);
      await nextTurn();
      signal?.throwIfAborted();
    },
  };
}
