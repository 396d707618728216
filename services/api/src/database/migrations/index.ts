import type { Migration } from 'kysely';
import { people } from './0001-people.ts';
import { records } from './0002-records.ts';
import * as audit from './0003-audit.ts';
import * as workflow from './0004-workflow.ts';
import { segmentations } from './0005-segmentations.ts';
import { sharedBatches } from './0006-shared-batches.ts';
import * as followUps from './0007-follow-ups.ts';
import { undecidedRows } from './0008-undecided-rows.ts';
import { knownLive } from './0009-known-live.ts';

/** Every change of the tables, by the name that the database remembers, in order. One that was released never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-records': records,
  '0003-audit': audit,
  '0004-workflow': workflow,
  '0005-segmentations': segmentations,
  '0006-shared-batches': sharedBatches,
  '0007-follow-ups': followUps,
  '0008-undecided-rows': undecidedRows,
  '0009-known-live': knownLive,
};
