import {
  markSegmentationRecorded,
  type PayloadCipher,
  readSegmentationRecord,
  readSegmentationResult,
  type SegmentationRecord,
} from '@bora/batch-store';
import { SegmentationRun, SegmentationSummary } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { FailingWork } from '../records/failing-work.ts';
import type { RecordedKind } from '../records/read-recorded-runs.ts';
import { type RunSource, recordRuns } from '../records/record-runs.ts';
import { storableJson } from '../records/storable.ts';
import { segmentationView } from './segmentation-view.ts';

/** Without their summaries. */
export const recordedSegmentations: RecordedKind<SegmentationRun> = {
  table: 'segmentations',
  run: SegmentationRun,
};

/** Writes ended segmentations, without their customers, into the record and then lets them expire: as `recordRuns`. */
export function recordSegmentations(
  query: Kysely<Tables>,
  redis: Redis,
  cipher: PayloadCipher,
  resultSeconds: number,
  failing: FailingWork,
): Promise<string[]> {
  const kind: RunSource<SegmentationRecord> = {
    name: 'segmentations',
    read: (id) => readSegmentationRecord(redis, id),
    async record(segmentation) {
      if (segmentation.endedAtMs === undefined) return false;
      await recordSegmentation(query, redis, cipher, segmentation);
      await markSegmentationRecorded(redis, segmentation, resultSeconds);
      return true;
    },
  };
  return recordRuns(redis, kind, failing);
}

async function recordSegmentation(
  query: Kysely<Tables>,
  redis: Redis,
  cipher: PayloadCipher,
  ended: SegmentationRecord,
): Promise<void> {
  const result = await readSegmentationResult(redis, cipher, ended.id);
  await query
    .insertInto('segmentations')
    .values({
      id: ended.id,
      owner: ended.owner,
      created_at: new Date(ended.createdAtMs),
      run: storableJson(segmentationView(ended)),
      summary: result ? storableJson(result.summary) : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Null where the record holds none. */
export async function readRecordedSummary(
  query: Kysely<Tables>,
  id: string,
): Promise<SegmentationSummary | null> {
  const found = await query
    .selectFrom('segmentations')
    .select('summary')
    .where('id', '=', id)
    .executeTakeFirst();
  return found?.summary ? SegmentationSummary.parse(found.summary) : null;
}
