import { gzipSync } from 'node:zlib';
import { SegmentationRun } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { inventedPurchases, purchasesFile } from '../../src/customer-files.ts';
import { outcomeOfResponse } from '../answer.ts';
import type { Body } from '../body.ts';
import { type HostileCase, once } from '../hostile-case.ts';
import { read, send } from '../post.ts';
import type { Target } from '../target.ts';

/** What became of a file of customers: accepted, and how it ended. */
async function segmented(target: Target, body: Body, type: string): Promise<string> {
  const response = await send(target, body, { path: '/v1/segmentations', type });
  if (response.status !== 202) return outcomeOfResponse(response);
  const { id } = SegmentationRun.parse(await response.json());
  const ended = async () => {
    const run = SegmentationRun.parse(await (await read(target, `/v1/segmentations/${id}`)).json());
    return run.endedAt === null ? undefined : run;
  };
  const run = await waitUntil(ended, { what: 'the segmentation to end', everyMs: 50 });
  return `202, then ${run?.state} ${run?.failure?.code ?? ''}`.trim();
}

const purchases = once(() => gzipSync(purchasesFile(inventedPurchases(100, 5))));
/** Good purchases, then a line of 1 GB. */
const purchasesBomb = once(() =>
  Buffer.concat([purchases(), ...Array<Buffer>(10).fill(gzipSync(Buffer.alloc(100_000_000, 'x')))]),
);

/** Files of customers, which a worker unpacks. */
export const segmentations: readonly HostileCase[] = [
  {
    name: 'customers-gzip-bomb',
    sends: '1 MB of gzip that unpacks to good purchases and a line of 1 GB',
    outcome: '202, then failed file-record-too-long',
    withinMs: 10_000,
    prepare: purchasesBomb,
    attack: (target) => segmented(target, purchasesBomb(), 'application/gzip'),
  },
  {
    name: 'customers-gzip-broken',
    sends: 'gzip that breaks off',
    outcome: '202, then failed empty-file',
    withinMs: 10_000,
    attack: (target) => segmented(target, purchases().subarray(0, -20), 'application/gzip'),
  },
];
