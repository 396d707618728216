import { Worker } from 'node:worker_threads';
import type { BackendName } from '../backend.ts';
import type { Network } from '../network/network.ts';
import type { NetworkProgress } from '../optimizer/train-network.ts';
import type { ThreadSettings, TrainingAnswer, TrainingTask } from './training-message.ts';

/** Trains networks in threads, as many at a time as there are threads. */
export interface TrainingThreads {
  /** The same network as `trainNetwork` gives for the task. Rejects when the threads are closed. */
  train(task: TrainingTask, onProgress: (progress: NetworkProgress) => void): Promise<Network>;
  /** Ends the threads at once, whatever they do. */
  close(): Promise<void>;
}

/** The threads were closed while networks were still to be trained. */
export class TrainingInterruptedError extends Error {
  override readonly name = 'TrainingInterruptedError';
  readonly code = 'training-interrupted';
}

interface Waiting {
  readonly task: TrainingTask;
  readonly onProgress: (progress: NetworkProgress) => void;
  readonly resolve: (network: Network) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts threads that each run one backend; whoever starts them closes them. */
export function startTrainingThreads(threadCount: number, backend: BackendName): TrainingThreads {
  const waiting: Waiting[] = [];
  const running = new Map<Worker, Waiting>();
  const idle: Worker[] = [];
  let isClosed = false;

  const settings: ThreadSettings = { backend };
  const workers = Array.from({ length: threadCount }, () => {
    const worker = new Worker(new URL('./training-thread.mjs', import.meta.url), { workerData: settings });
    worker.on('message', (answer: TrainingAnswer) => {
      const entry = running.get(worker);
      // A message may still arrive from a thread whose network nobody waits for any more.
      if (!entry) return;
      if (answer.kind === 'progress') return entry.onProgress(answer.progress);
      running.delete(worker);
      idle.push(worker);
      entry.resolve(answer.network);
      startNext();
    });
    worker.on('error', failAll);
    idle.push(worker);
    return worker;
  });

  function startNext(): void {
    while (idle.length > 0 && waiting.length > 0) {
      const worker = idle.pop()!;
      const entry = waiting.shift()!;
      running.set(worker, entry);
      worker.postMessage(entry.task);
    }
  }

  function failAll(error: unknown): void {
    isClosed = true;
    for (const entry of [...waiting.splice(0), ...running.values()]) entry.reject(error);
    running.clear();
  }

  return {
    train: (task, onProgress) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new TrainingInterruptedError('The training threads are closed.'));
        waiting.push({ task, onProgress, resolve, reject });
        startNext();
      }),
    close: async () => {
      failAll(new TrainingInterruptedError('Training was interrupted: nothing was kept.'));
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
