import { listSegmentations, readSegmentationRecord, type SegmentationRecord } from '@bora/batch-store';
import type { SegmentationRunList } from '@bora/contracts';
import { mayRead } from '../people/ownership.ts';
import { may, type Principal } from '../people/principal.ts';
import { listRecordedRuns, readRecordedRun } from '../records/read-recorded-runs.ts';
import type { ApiServices } from '../services.ts';
import { recordedSegmentations } from './recorded-segmentations.ts';
import { segmentationView } from './segmentation-view.ts';

type ListServices = Pick<ApiServices, 'redis' | 'database'>;

/**
 * Segmentations that somebody may read, newest first, without their summaries: those that Redis knows, and those that
 * it has forgotten from the record. A `cursor` that neither knows ends the list.
 */
export async function listKnownSegmentations(
  services: ListServices,
  principal: Principal,
  limit: number,
  cursor: string | undefined,
): Promise<SegmentationRunList> {
  const { redis, database } = services;
  const after = cursor?.toLowerCase();
  const createdAt = after === undefined ? undefined : await createdAtOf(services, after);
  if (after !== undefined && !createdAt) return { segmentations: [], nextCursor: null };
  const isWanted = (one: SegmentationRecord) => mayRead(principal, one, 'segmentation:read-all');
  const owner = may(principal, 'segmentation:read-all') ? undefined : principal.personId;
  const [current, recorded] = await Promise.all([
    listSegmentations(redis, { limit, after, isWanted }),
    // One more than the page holds: there is a next one.
    listRecordedRuns(database.query, recordedSegmentations, {
      limit: limit + 1,
      owner,
      after: after && createdAt ? { id: after, createdAt } : undefined,
    }),
  ]);
  const runs = new Map(recorded.map((run) => [run.id, run]));
  for (const record of current.items) runs.set(record.id, segmentationView(record));
  const all = [...runs.values()].sort(
    (left, right) => compare(right.createdAt, left.createdAt) || compare(right.id, left.id),
  );
  const segmentations = all.slice(0, limit);
  const hasMore = all.length > limit || current.next !== null;
  return { segmentations, nextCursor: hasMore ? segmentations.at(-1)!.id : null };
}

async function createdAtOf({ redis, database }: ListServices, id: string): Promise<Date | undefined> {
  const current = await readSegmentationRecord(redis, id);
  if (current) return new Date(current.createdAtMs);
  const recorded = await readRecordedRun(database.query, recordedSegmentations, id);
  return recorded && new Date(recorded.run.createdAt);
}

/** ISO moments of one form and ids in lower case: their order is that of their characters. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
