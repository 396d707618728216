import type { SegmentationRecord } from '@bora/batch-store';
import type { SegmentationRun, SegmentationSummary } from '@bora/contracts';

/** A segmentation as the api tells of it. */
export function segmentationView(
  record: SegmentationRecord,
  summary: SegmentationSummary | null = null,
): SegmentationRun {
  const { id, state, fileName, asked, storedName, storedVersion } = record;
  const isStored = storedName !== undefined && storedVersion !== undefined;
  return {
    id,
    state,
    fileName,
    fileBytes: record.fileBytes ?? null,
    fileSha256: record.fileSha256 ?? null,
    asked,
    progress: state === 'running' ? (record.progress ?? null) : null,
    createdAt: timeOf(record.createdAtMs),
    startedAt: record.startedAtMs === undefined ? null : timeOf(record.startedAtMs),
    endedAt: record.endedAtMs === undefined ? null : timeOf(record.endedAtMs),
    failure:
      state === 'failed'
        ? { code: record.failureCode ?? 'internal', message: record.failureMessage ?? '' }
        : null,
    layout: record.layout ?? null,
    customers: record.customers ?? null,
    stored: isStored ? { name: storedName, version: storedVersion } : null,
    summary,
  };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
