import { Worker } from 'node:worker_threads';
import type { SegmentationProgress } from '@bora/contracts';
import { JobError } from '@bora/queue-work';
import type { FitResult, FitTask, ThreadAnswer, ThreadWord } from './fit-protocol.ts';

export interface FitHost {
  /** Null after the last piece. */
  readPiece(piece: number): Promise<Uint8Array | null>;
  keepMembers(page: number, json: Uint8Array): Promise<void>;
  onProgress(progress: SegmentationProgress): void;
}

export type FitOutcome =
  | { readonly kind: 'fitted'; readonly result: FitResult }
  /** The file or what was asked is at fault; the message is for people. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'stopped' };

const threadEntry = new URL('./fit-thread-boot.mjs', import.meta.url);

/**
 * Segments a file in a thread of its own, so that lock renewal never waits for arithmetic and a fit can be stopped at
 * any moment. `done` rejects with what the host's functions reject with, or `JobError` where the thread died.
 */
export function startFit(task: FitTask, host: FitHost): { done: Promise<FitOutcome>; stop(): void } {
  const thread = new Worker(threadEntry, { workerData: task });
  const { promise: done, resolve, reject } = settleable<FitOutcome>();

  async function answer(work: Promise<Uint8Array | null>): Promise<void> {
    try {
      thread.postMessage({ bytes: await work } satisfies ThreadAnswer);
    } catch (error) {
      end(() => reject(error));
    }
  }
  function end(settle: () => void): void {
    settle();
    void thread.terminate();
  }
  thread.on('message', (word: ThreadWord) => {
    switch (word.kind) {
      case 'read-piece':
        return void answer(host.readPiece(word.piece));
      case 'keep-members':
        return void answer(host.keepMembers(word.page, word.json).then(() => null));
      case 'progress':
        return host.onProgress(word.progress);
      default:
        return end(() => resolve(word));
    }
  });
  const died = () =>
    reject(new JobError('segmentation-thread-died', 'The thread of a fit ended.', 'attempt'));
  thread.on('error', died);
  thread.on('exit', died);
  return { done, stop: () => end(() => resolve({ kind: 'stopped' })) };
}

function settleable<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
