import {
  markSegmentationRecorded,
  type PayloadCipher,
  readSegmentationRecord,
  readSegmentationResult,
  type SegmentationRecord,
} from '@bora/batch-store';
import { SegmentationRun, SegmentationSummary } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { FailingWork } from '../records/failing-work.ts';
import { type RunKind, recordRuns } from '../records/record-runs.ts';
import { storableJson } from '../records/storable.ts';
import { segmentationView } from './segmentation-view.ts';

/** A segmentation, which Redis may have forgotten, without its summary, and the person who asked for it. */
export interface OwnedRun {
  readonly owner: string;
  readonly run: SegmentationRun;
}

/** Writes ended segmentations, without their customers, into the record and then lets them expire: as `recordRuns`. */
export function recordSegmentations(
  query: Kysely<Tables>,
  redis: Redis,
  cipher: PayloadCipher,
  resultSeconds: number,
  failing: FailingWork,
): Promise<string[]> {
  const kind: RunKind<SegmentationRecord> = {
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

/** `undefined` where the record holds no such segmentation. */
export async function readRecordedSegmentation(
  query: Kysely<Tables>,
  id: string,
): Promise<OwnedRun | undefined> {
  const found = await query
    .selectFrom('segmentations')
    .select(['owner', 'run'])
    .where('id', '=', id)
    .executeTakeFirst();
  return found && { owner: found.owner, run: SegmentationRun.parse(found.run) };
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

/** Newest first, without their summaries, from the one after `after` on. */
export async function listRecordedSegmentations(
  query: Kysely<Tables>,
  limit: number,
  owner: string | undefined,
  after?: { readonly id: string; readonly createdAt: Date },
): Promise<SegmentationRun[]> {
  let wanted = query
    .selectFrom('segmentations')
    .select('run')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (owner !== undefined) wanted = wanted.where('owner', '=', owner);
  if (after) {
    wanted = wanted.where(
      sql<boolean>`(created_at, id) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
    );
  }
  return (await wanted.execute()).map(({ run }) => SegmentationRun.parse(run));
}
