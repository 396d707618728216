import { readSegmentationRecord, readSegmentationResult } from '@bora/batch-store';
import type { SegmentationResult, SegmentationRun, SegmentationSummary } from '@bora/contracts';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { mayRead } from '../people/ownership.ts';
import type { Principal } from '../people/principal.ts';
import { type OwnedRun, readRecordedRun } from '../records/read-recorded-runs.ts';
import type { ApiServices } from '../services.ts';
import { readRecordedSummary, recordedSegmentations } from './recorded-segmentations.ts';
import { segmentationView } from './segmentation-view.ts';

type KnownServices = Pick<ApiServices, 'redis' | 'cipher' | 'database'>;

/** Any text, because an id that cannot be one is an id that nobody knows. */
export const SegmentationParams = z.object({ id: z.string().describe('Id of the segmentation') });

export const SegmentationOrName = z.object({
  id: z.string().describe('Id of a segmentation, or name of a stored one'),
});

export function isSegmentationId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

/**
 * The segmentation of an id from outside, without its summary, if who asks may read it: from Redis, or from the record.
 * Throws `segmentation-not-found`.
 */
export async function readKnownSegmentation(
  { redis, database }: Pick<ApiServices, 'redis' | 'database'>,
  principal: Principal,
  given: string,
): Promise<OwnedRun<SegmentationRun>> {
  const parsed = z.uuid().safeParse(given.toLowerCase());
  if (!parsed.success) throw segmentationNotFound();
  const current = await readSegmentationRecord(redis, parsed.data);
  const known = current
    ? { owner: current.owner, run: segmentationView(current) }
    : await readRecordedRun(database.query, recordedSegmentations, parsed.data);
  if (!known || !mayRead(principal, known, 'segmentation:read-all')) throw segmentationNotFound();
  return known;
}

/** A segmentation whose members and model are still kept. */
export interface CompletedSegmentation {
  readonly run: SegmentationRun;
  readonly customers: number;
  readonly result: SegmentationResult;
}

/** The same of one that has segments. Throws `segmentation-not-completed` and `segmentation-expired` as well. */
export async function readCompletedSegmentation(
  services: KnownServices,
  principal: Principal,
  id: string,
): Promise<CompletedSegmentation> {
  const { run } = await readKnownSegmentation(services, principal, id);
  assertCompleted(run);
  const result = await readSegmentationResult(services.redis, services.cipher, run.id);
  if (!result) throw segmentationExpired(run);
  return { run, customers: run.customers ?? 0, result };
}

/** The segments, from Redis or from the record; null where there are none. */
export async function readSegmentationSummary(
  { redis, cipher, database }: KnownServices,
  { id, state }: SegmentationRun,
): Promise<SegmentationSummary | null> {
  if (state !== 'completed') return null;
  const result = await readSegmentationResult(redis, cipher, id);
  return result?.summary ?? readRecordedSummary(database.query, id);
}

/** Throws `segmentation-not-completed`. */
export function assertCompleted({ state, failure }: SegmentationRun): void {
  if (state === 'completed') return;
  const why = failure ? `It failed with ${failure.code}.` : `It is ${state}.`;
  throw new ApiProblem('segmentation-not-completed', `The segmentation has no segments. ${why}`);
}

export function segmentationNotFound(): ApiProblem {
  return new ApiProblem('segmentation-not-found', 'There is no such segmentation, or it has expired.');
}

/** Customers and what was learned are gone, the summary stays. */
export function segmentationExpired({ stored }: SegmentationRun): ApiProblem {
  const instead = stored
    ? `; new customers are put into the segments stored as ${stored.name}/${stored.version}`
    : '';
  return new ApiProblem(
    'segmentation-expired',
    `The customers of this segmentation are no longer kept, only its segments. Segment the file again to see them${instead}.`,
  );
}
