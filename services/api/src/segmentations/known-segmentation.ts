import { readSegmentationRecord, readSegmentationResult, type SegmentationRecord } from '@bora/batch-store';
import type { SegmentationResult } from '@bora/contracts';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { mayRead } from '../people/ownership.ts';
import type { Principal } from '../people/principal.ts';
import type { ApiServices } from '../services.ts';

/** Any text, because an id that cannot be one is an id that nobody knows. */
export const SegmentationParams = z.object({ id: z.string().describe('Id of the segmentation') });

/** The segmentation of an id from outside, if who asks may read it. Throws `segmentation-not-found`. */
export async function readKnownSegmentation(
  { redis }: Pick<ApiServices, 'redis'>,
  principal: Principal,
  id: string,
): Promise<SegmentationRecord> {
  const known = z.uuid().safeParse(id);
  const record = known.success ? await readSegmentationRecord(redis, known.data.toLowerCase()) : undefined;
  if (!record || !mayRead(principal, record, 'segmentation:read-all')) throw segmentationNotFound();
  return record;
}

/** The same of one that has segments. Throws `segmentation-not-completed` as well. */
export async function readCompletedSegmentation(
  services: Pick<ApiServices, 'redis' | 'cipher'>,
  principal: Principal,
  id: string,
): Promise<{ record: SegmentationRecord; customers: number; result: SegmentationResult }> {
  const record = await readKnownSegmentation(services, principal, id);
  if (record.state !== 'completed') {
    const why =
      record.state === 'failed' ? `It failed with ${record.failureCode}.` : `It is ${record.state}.`;
    throw new ApiProblem('segmentation-not-completed', `The segmentation has no segments. ${why}`);
  }
  const result = await readSegmentationResult(services.redis, services.cipher, record.id);
  if (!result) throw segmentationNotFound();
  return { record, customers: record.customers ?? 0, result };
}

export function segmentationNotFound(): ApiProblem {
  return new ApiProblem('segmentation-not-found', 'There is no such segmentation, or it has expired.');
}
