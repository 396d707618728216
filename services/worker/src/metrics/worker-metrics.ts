import type { ModelReference } from '@bora/contracts';
import { createJobCounters, createProcessRegistry } from '@bora/process-metrics';
import type { JobEnd } from '@bora/queue-work';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What a worker counts of its own work. Its labels are names of the catalogue and of models, never an id. */
export interface WorkerMetrics {
  readonly registry: Registry;
  onJobEnd(end: JobEnd): void;
  /** Rows whose end this worker wrote down: each row once, whatever was delivered twice. */
  onRows(kind: 'batch' | 'single', outcome: RowOutcome, rows: number): void;
  onBatchEnd(state: 'completed' | 'failed'): void;
  /** From now on tells which versions the worker holds. */
  showModels(loaded: () => readonly ModelReference[]): void;
  /** A thread has scored: its own time, without waiting for its turn. */
  onInference(kind: 'chunk' | 'singles', rows: number, seconds: number): void;
}

/** `failed`: given up after every attempt. */
export type RowOutcome = 'scored' | 'rejected' | 'failed';

const inferenceBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createWorkerMetrics(): WorkerMetrics {
  const registry = createProcessRegistry();
  const registers = [registry];
  const rows = new Counter({
    name: 'bora_rows_total',
    help: 'Rows whose end was written down',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  });
  const batches = new Counter({
    name: 'bora_batches_ended_total',
    help: 'Batches that a worker ended',
    labelNames: ['state'] as const,
    registers,
  });
  const inferenceSeconds = new Histogram({
    name: 'bora_inference_duration_seconds',
    help: 'Time of one pass through parsing, model, policy and reasons',
    labelNames: ['kind'] as const,
    buckets: inferenceBuckets,
    registers,
  });
  const inferenceRows = new Counter({
    name: 'bora_inference_rows_total',
    help: 'Rows that went through such a pass',
    labelNames: ['kind'] as const,
    registers,
  });
  // A rate needs a beginning: a series that appears with its first event would hide that event.
  for (const state of ['completed', 'failed']) batches.inc({ state }, 0);
  for (const kind of ['batch', 'single']) {
    for (const outcome of ['scored', 'rejected', 'failed']) rows.inc({ kind, outcome }, 0);
  }

  return {
    registry,
    onJobEnd: createJobCounters(registry),
    onRows: (kind, outcome, count) => rows.inc({ kind, outcome }, count),
    onBatchEnd: (state) => batches.inc({ state }),
    showModels(loaded) {
      new Gauge({
        name: 'bora_model_loaded_info',
        help: 'Model versions that this worker holds',
        labelNames: ['name', 'version'] as const,
        registers,
        collect() {
          this.reset();
          for (const { name, version } of loaded()) this.set({ name, version }, 1);
        },
      });
    },
    onInference(kind, count, seconds) {
      inferenceSeconds.observe({ kind }, seconds);
      inferenceRows.inc({ kind }, count);
    },
  };
}
