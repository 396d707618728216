import type { BatchRecord } from '@bora/batch-store';
import type { Batch } from '@bora/contracts';

/** A batch as the api answers it, beside the earlier one that brought the same file. */
export function batchView(batch: BatchRecord, sameFileAs: Batch['sameFileAs'], nowMs = Date.now()): Batch {
  const { rowsScored, rowsRejected } = batch;
  const rows = batch.rows ?? null;
  const rowsPerSecond = rateOf(batch, nowMs);
  const isUnderWay = batch.state === 'scoring' && rows !== null && rowsPerSecond !== null;
  return {
    id: batch.id,
    owner: batch.owner,
    shared: batch.shared,
    trial: batch.trial === 'yes',
    state: batch.state,
    failure:
      batch.failureCode === undefined
        ? null
        : { code: batch.failureCode, message: batch.failureMessage ?? 'The upload failed.' },
    fileName: batch.fileName,
    fileSha256: batch.fileSha256 ?? null,
    sameFileAs,
    fileBytes: batch.fileBytes,
    rows,
    rowsScored,
    rowsRejected,
    rowsPerSecond,
    secondsLeft: isUnderWay ? (rows - rowsScored - rowsRejected) / rowsPerSecond : null,
    schema: batch.schema,
    model: batch.model,
    policy: batch.policy,
    ignoredColumns: [...batch.ignoredColumns],
    summary: batch.summary,
    createdAt: new Date(batch.createdAtMs).toISOString(),
    endedAt: batch.endedAtMs === undefined ? null : new Date(batch.endedAtMs).toISOString(),
  };
}

/** Rows a second from the first job to now or the end; null before the first row is done. */
function rateOf(batch: BatchRecord, nowMs: number): number | null {
  const done = batch.rowsScored + batch.rowsRejected;
  if (batch.scoringSinceMs === undefined || done === 0) return null;
  const elapsedMs = Math.max(1, (batch.endedAtMs ?? nowMs) - batch.scoringSinceMs);
  return (done / elapsedMs) * 1000;
}

/** When the rows of a batch were scored, as exactly as is kept: not later than its end. */
export function scoredAtMs(batch: BatchRecord): number {
  return batch.endedAtMs ?? batch.scoringSinceMs ?? batch.createdAtMs;
}
