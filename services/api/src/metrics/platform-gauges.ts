import type { ModelReference, Operations, Readiness } from '@bora/contracts';
import { Gauge, type Registry } from 'prom-client';

/** What the whole platform shares; every api process tells the same, so that whoever adds up takes the maximum. */
export interface PlatformFigures {
  readonly checks: Readiness['checks'];
  /** Undefined while Redis does not answer: then nothing is told of what stands there. */
  readonly operations: Operations | undefined;
  readonly champion: ModelReference | undefined;
}

export interface PlatformGauges {
  show(figures: PlatformFigures): void;
}

export function createPlatformGauges(registry: Registry): PlatformGauges {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `bora_${name}`, help, labelNames, registers: [registry] });

  const parts = gauge('part_up', 'Whether a part of the platform answers', ['part']);
  const workers = gauge('workers', 'Workers that reported in the last 15 seconds');
  const jobs = gauge('queue_jobs', 'Jobs of a queue by what they wait for', ['queue', 'state']);
  const oldest = gauge('queue_oldest_waiting_seconds', 'Age of the job that waits longest', ['queue']);
  const batches = gauge('batches', 'Batches of the last 24 hours, of the newest 1,000', ['state']);
  const unrecorded = gauge('unrecorded', 'What ended and waits for the record', ['kind']);
  const unrecordedAge = gauge('unrecorded_oldest_seconds', 'Age of what waits longest for the record');
  const refused = gauge('models_refused', 'Model versions that a worker could not load');
  const champion = gauge('champion_info', 'The version that serves', ['name', 'version']);
  const drift = gauge('score_drift_psi', 'PSI of the last scores against training', ['name', 'version']);
  const driftScores = gauge('score_drift_scores', 'Scores that the PSI is measured on', ['name', 'version']);
  const labelled = [jobs, oldest, batches, unrecorded, champion, drift, driftScores];
  const plain = [workers, unrecordedAge, refused];

  function showOperations(operations: Operations): void {
    workers.set(operations.workers.length);
    for (const { name: queue, oldestWaitingAt, ...states } of operations.queues) {
      for (const [state, count] of Object.entries(states)) jobs.set({ queue, state }, count);
      oldest.set({ queue }, ageSeconds(oldestWaitingAt));
    }
    for (const [state, count] of Object.entries(operations.batches)) batches.set({ state }, count);
    unrecorded.set({ kind: 'batches' }, operations.unrecorded.batches);
    unrecorded.set({ kind: 'scores' }, operations.unrecorded.scores);
    unrecorded.set({ kind: 'audit-entries' }, operations.unrecorded.auditEntries);
    unrecordedAge.set(ageSeconds(operations.unrecorded.oldestAt));
    refused.set(operations.refusedModels.length);
    for (const { model, psi, scores } of operations.drift) {
      driftScores.set(model, scores);
      if (psi !== null) drift.set(model, psi);
    }
  }

  return {
    show({ checks, operations, champion: serving }) {
      for (const [part, { status }] of Object.entries(checks))
        parts.set({ part }, status === 'failed' ? 0 : 1);
      // Labels of before must not stay, nor figures that cannot be read any more: those are absent, not zero.
      for (const one of labelled) one.reset();
      for (const one of plain) one.remove();
      if (serving) champion.set({ name: serving.name, version: serving.version }, 1);
      if (operations) showOperations(operations);
    },
  };
}

function ageSeconds(since: string | null): number {
  return since === null ? 0 : Math.max(0, (Date.now() - Date.parse(since)) / 1000);
}
