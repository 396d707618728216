import type { ScoredFile, SingleScore } from '@bora/batch-store';
import { packedScoreBytes, readPackedScore } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { ScoredSingle, ThreadTask } from '../inference/protocol.ts';
import type { CommittedChunk } from '../jobs/score-chunk-job.ts';
import { createRecentScores } from './recent-scores.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

/** Told of what was scored and written down: counts it, and keeps the scores that drift is measured on. */
export interface ScoringWatch {
  onCommitted(chunk: CommittedChunk): void;
  onAnswered(single: SingleScore, scored: ScoredSingle): void;
  onGivenUp(chunk: { readonly rows: number; readonly isLast: boolean }): void;
  onSingleFailed(): void;
  onBatchFailed(): void;
  flush(): Promise<void>;
}

/** Trials are counted, but say nothing of who applies. */
export function createScoringWatch(metrics: WorkerMetrics, redis: Redis): ScoringWatch {
  const recent = createRecentScores(redis);
  return {
    onCommitted({ batch, chunk, scored, isLast }) {
      metrics.onRows('batch', 'scored', scored.counters.rowsScored ?? 0);
      metrics.onRows('batch', 'rejected', scored.counters.rowsRejected ?? 0);
      if (isLast) metrics.onBatchEnd('completed');
      if (batch.trial !== 'yes') recent.add(batch.model, scoresOf(scored.packed), fileOf(batch, chunk));
    },
    onAnswered(single, scored) {
      metrics.onRows('single', scored.ok ? 'scored' : 'failed', 1);
      if (scored.ok && single.trial !== 'yes') recent.add(single.model, [scored.record.score]);
    },
    onGivenUp({ rows, isLast }) {
      metrics.onRows('batch', 'failed', rows);
      if (isLast) metrics.onBatchEnd('completed');
    },
    onSingleFailed: () => metrics.onRows('single', 'failed', 1),
    onBatchFailed: () => metrics.onBatchEnd('failed'),
    flush: recent.flush,
  };
}

/** What a thread did, where it scored. */
export function countInference(metrics: WorkerMetrics, task: ThreadTask, seconds: number): void {
  if (task.kind === 'score-chunk') metrics.onInference('chunk', task.rows, seconds);
  if (task.kind === 'score-singles') metrics.onInference('singles', task.applications.length, seconds);
}

function fileOf({ fileSha256 }: CommittedChunk['batch'], chunk: number): ScoredFile | undefined {
  return fileSha256 === undefined ? undefined : { fileSha256, chunk };
}

function* scoresOf(packed: Uint8Array): Generator<number> {
  for (let at = 0; at < packed.length; at += packedScoreBytes) {
    if (packed[at] !== 0) yield readPackedScore(packed, at).score;
  }
}
