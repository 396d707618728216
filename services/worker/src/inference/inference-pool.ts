import { setTimeout as pause } from 'node:timers/promises';
import type { WhatIf } from '@bora/contracts';
import type { Logger } from 'pino';
import { type InferenceThread, startInferenceThread, threadEntry } from './inference-thread.ts';
import type { PredictedLabels, ScoredChunk, ScoredSingle, ThreadSettings, ThreadTask } from './protocol.ts';

type Load = Extract<ThreadTask, { kind: 'load-model' }>;
type ScoreChunk = Extract<ThreadTask, { kind: 'score-chunk' }>;
type ScoreSingles = Extract<ThreadTask, { kind: 'score-singles' }>;
type PredictSegments = Extract<ThreadTask, { kind: 'predict-segments' }>;
type AskWhatIf = Extract<ThreadTask, { kind: 'what-if' }>;

/** The threads of a worker: some for chunks, and one of its own for single applications. */
export interface InferencePool {
  /** The TensorFlow backend that runs in every thread. Rejects with `InferenceError` where none works. */
  start(): Promise<string>;
  /** Loads a verified bundle into every thread; rejects when one refuses it, and then no thread keeps it. */
  loadModel(load: Omit<Load, 'kind'>): Promise<void>;
  unloadModel(model: string): Promise<void>;
  scoreChunk(task: Omit<ScoreChunk, 'kind'>): Promise<ScoredChunk>;
  scoreSingles(task: Omit<ScoreSingles, 'kind'>): Promise<readonly ScoredSingle[]>;
  /** Scores thousands of changed applications, so that it takes the place of a chunk. */
  whatIf(task: Omit<AskWhatIf, 'kind'>): Promise<WhatIf>;
  predictSegments(task: Omit<PredictSegments, 'kind'>): Promise<PredictedLabels>;
  close(): Promise<void>;
}

/** A thread that cannot start must not keep a core busy with trying. */
const restartPauseMs = 500;

export interface PoolSettings extends Pick<ThreadSettings, 'backend'> {
  readonly chunkThreads: number;
  /** Told of every task that a thread did, with the thread's own time. */
  readonly onDone?: (task: ThreadTask, seconds: number) => void;
}

/** Chunks give way to single applications, to lock renewal and to whatever else runs on the machine. */
const chunkNiceness = 10;

export function startInferencePool(settings: PoolSettings, log: Logger, entry = threadEntry): InferencePool {
  const loaded = new Map<string, Load>();
  let closed = false;
  const singles = seat('singles', 0);
  const chunks = Array.from({ length: settings.chunkThreads }, (_, index) =>
    seat(`chunks-${index}`, chunkNiceness),
  );
  const seats = [singles, ...chunks];

  /** A place in the pool whose thread is started anew, with all models, when it dies. */
  function seat(name: string, niceness: number): { thread: InferenceThread; ready: Promise<unknown> } {
    const place = { thread: start(), ready: Promise.resolve<unknown>(undefined) };
    function start(): InferenceThread {
      const onDeath = (reason: string) => {
        if (closed) return;
        log.error({ thread: name, reason }, 'an inference thread died; starting another');
        place.ready = pause(restartPauseMs).then(() => {
          if (closed) return undefined;
          place.thread = start();
          return Promise.allSettled([...loaded.values()].map((load) => place.thread.run(load)));
        });
      };
      const { backend, onDone } = settings;
      return startInferenceThread(entry, { backend, niceness }, onDeath, onDone);
    }
    return place;
  }

  function leastBusy(): (typeof chunks)[number] {
    return chunks.reduce((best, place) => (place.thread.pending < best.thread.pending ? place : best));
  }

  return {
    async start() {
      const answers = await Promise.all(seats.map((place) => place.thread.run({ kind: 'start' })));
      return answers[0]!.backend;
    },
    async loadModel(load) {
      const task: Load = { kind: 'load-model', ...load };
      // Before the threads answer: one that is replaced meanwhile must load it as well.
      loaded.set(load.model, task);
      const answers = await Promise.allSettled(seats.map((place) => place.thread.run(task)));
      const refusal = answers.find((answer) => answer.status === 'rejected');
      if (!refusal) return;
      await this.unloadModel(load.model);
      throw refusal.reason;
    },
    async unloadModel(model) {
      loaded.delete(model);
      await Promise.allSettled(seats.map((place) => place.thread.run({ kind: 'unload-model', model })));
    },
    async scoreChunk(task) {
      const place = leastBusy();
      await place.ready;
      return place.thread.run({ kind: 'score-chunk', ...task });
    },
    async scoreSingles(task) {
      await singles.ready;
      return singles.thread.run({ kind: 'score-singles', ...task });
    },
    async whatIf(task) {
      const place = leastBusy();
      await place.ready;
      return place.thread.run({ kind: 'what-if', ...task });
    },
    async predictSegments(task) {
      const place = leastBusy();
      await place.ready;
      return place.thread.run({ kind: 'predict-segments', ...task });
    },
    async close() {
      closed = true;
      await Promise.all(seats.map((place) => place.thread.close()));
    },
  };
}
