import { SegmentationRun } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { outcomeOfResponse } from '../answer.ts';
import type { Body } from '../body.ts';
import type { HostileCase } from '../hostile-case.ts';
import { read, send } from '../post.ts';
import type { Target } from '../target.ts';
import { gzipBomb } from './text-files.ts';

/** What became of a file of customers: accepted, and how it ended. */
async function segmented(target: Target, body: Body, type: string): Promise<string> {
  const response = await send(target, body, { path: '/v1/segmentations', type });
  if (response.status !== 202) return outcomeOfResponse(response);
  const { id } = SegmentationRun.parse(await response.json());
  const ended = async () => {
    const run = SegmentationRun.parse(await (await read(target, `/v1/segmentations/${id}`)).json());
    return run.endedAt === null ? undefined : run;
  };
  const run = await waitUntil(ended, { what: 'the segmentation to end', timeoutMs: 60_000, everyMs: 50 });
  return `202, then ${run?.state} ${run?.failure?.code ?? ''}`.trim();
}

/** Files of customers, which a worker unpacks. */
export const segmentations: readonly HostileCase[] = [
  {
    name: 'customers-gzip-bomb',
    sends: '1 MB of gzip that unpacks to 1 GB, as a file of customers',
    outcome: '202, then failed file-too-large',
    withinMs: 10_000,
    prepare: gzipBomb,
    attack: (target) => segmented(target, gzipBomb(), 'application/gzip'),
  },
  {
    name: 'customers-gzip-broken',
    sends: 'gzip that breaks off',
    outcome: '202, then failed file-damaged',
    withinMs: 10_000,
    attack: (target) => segmented(target, gzipBomb().subarray(0, 50_000), 'application/gzip'),
  },
];
