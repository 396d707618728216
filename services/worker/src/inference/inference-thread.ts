import { Worker } from 'node:worker_threads';
import { JobError } from '@bora/queue-work';
import type { ThreadAnswers, ThreadReply, ThreadRequest, ThreadSettings, ThreadTask } from './protocol.ts';

type TaskOf<Kind extends ThreadTask['kind']> = Extract<ThreadTask, { kind: Kind }>;

/** One thread that scores, so that lock renewal and heartbeats never wait for arithmetic. */
export interface InferenceThread {
  /** Runs one task; tasks of one thread run one after the other. Rejects with `InferenceError`. */
  run<Kind extends ThreadTask['kind']>(task: TaskOf<Kind>): Promise<ThreadAnswers[Kind]>;
  /** Tasks that were given and not answered. */
  readonly pending: number;
  close(): Promise<void>;
}

/** The program of a thread. */
export const threadEntry = new URL('./thread-boot.mjs', import.meta.url);

/**
 * Starts a thread; `onDeath` is told when it ends by itself, after every pending task was rejected, `onDone` of every
 * task that it did and how long that took.
 */
export function startInferenceThread(
  entry: URL,
  settings: ThreadSettings,
  onDeath: (reason: string) => void,
  onDone: (task: ThreadTask, seconds: number) => void = () => {},
): InferenceThread {
  const worker = new Worker(entry, { workerData: settings });
  const waiting = new Map<
    number,
    { task: ThreadTask; resolve(answer: unknown): void; reject(error: Error): void }
  >();
  let nextId = 1;
  let closing = false;
  let deathReason: string | undefined;

  worker.on('message', (reply: ThreadReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (!asked) return;
    if (!reply.ok) return asked.reject(new InferenceError(reply.error.code, reply.error.message));
    onDone(asked.task, reply.seconds);
    asked.resolve(reply.answer);
  });
  worker.on('error', (error) => {
    deathReason = error.name;
  });
  worker.on('exit', (exitCode) => {
    deathReason ??= `exit code ${exitCode}`;
    const error = new InferenceError('inference-thread-died', `The inference thread ended (${deathReason}).`);
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
    if (!closing) onDeath(deathReason);
  });

  return {
    run<Kind extends ThreadTask['kind']>(task: TaskOf<Kind>) {
      return new Promise<ThreadAnswers[Kind]>((resolve, reject) => {
        if (deathReason !== undefined || closing) {
          reject(new InferenceError('inference-thread-died', 'The inference thread has ended.'));
          return;
        }
        const request: ThreadRequest = { id: nextId, task };
        nextId += 1;
        // The thread answers each request with the answer of its kind: protocol.ts is the only other side.
        waiting.set(request.id, {
          task,
          resolve: (answer) => resolve(answer as ThreadAnswers[Kind]),
          reject,
        });
        worker.postMessage(request);
      });
    },
    get pending() {
      return waiting.size;
    },
    async close() {
      closing = true;
      await worker.terminate();
    },
  };
}

/** A task that a thread could not do; `code` says why. */
export class InferenceError extends JobError {
  constructor(code: string, message: string) {
    super(code, message, 'attempt');
    this.name = 'InferenceError';
  }
}
