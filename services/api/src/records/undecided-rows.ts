import { type BatchRecord, type PayloadCipher, readPackedScores, readRejects } from '@bora/batch-store';
import type { UndecidedReason } from '@bora/contracts';
import { applicantIdsIn } from '@bora/features';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ScoreTerms } from '../scores/describe-score.ts';
import { readStoredChunk } from '../upload/stored-chunk.ts';
import { readStoredUploadIndex } from '../upload/stored-upload.ts';
import { storable } from './storable.ts';

export interface UndecidedRowsDependencies {
  readonly redis: Redis;
  readonly uploads: ObjectStore;
  readonly cipher: PayloadCipher;
}

interface UndecidedRow {
  readonly row: number;
  readonly applicantId: string;
  readonly why: UndecidedReason;
}

/**
 * Writes down whose the rows of a batch are that came to no decision, so that what is asked for an applicant finds them
 * without reading every upload. Only their chunks are read. A row without an id that can be read is nobody's: `''`.
 */
export async function recordUndecidedRows(
  transaction: Kysely<Tables>,
  { redis, uploads, cipher }: UndecidedRowsDependencies,
  batch: BatchRecord,
  { schema }: Pick<ScoreTerms, 'schema'>,
): Promise<void> {
  if (batch.rowsScored === batch.rows) return;
  const index = await readStoredUploadIndex(uploads, batch.id);
  const isDecided = new Uint8Array(index.rows + 1);
  for await (const { places } of readPackedScores(redis, batch))
    for (const { row } of places) isDecided[row] = 1;

  for (const [chunk, { firstRow, rows }] of index.chunks.entries()) {
    if (isDecided.subarray(firstRow, firstRow + rows).every((decided) => decided === 1)) continue;
    const rejects = await readRejects(redis, cipher, batch.id, chunk);
    const codes = new Map(rejects.map(({ row, code }) => [row, code]));
    const bytes = await readStoredChunk(uploads, cipher, index, chunk);
    const undecided = applicantIdsIn(bytes, index.layout, schema, firstRow)
      .map((applicantId, place): UndecidedRow => {
        const row = firstRow + place;
        return { row, applicantId, why: codes.get(row) ?? 'not-scored' };
      })
      .filter(({ row }) => isDecided[row] === 0);
    await insertRows(transaction, batch.id, undecided);
  }
}

async function insertRows(
  transaction: Kysely<Tables>,
  batchId: string,
  rows: readonly UndecidedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into undecided_rows select ${batchId}::uuid, * from unnest(
    ${rows.map(({ row }) => row)}::integer[],
    ${rows.map(({ applicantId }) => storable(applicantId))}::text[],
    ${rows.map(({ why }) => why)}::text[])`.execute(transaction);
}
