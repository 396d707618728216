import { type BatchRecord, type ChunkEntry, readScoreBlock } from '@bora/batch-store';
import { blockOf, type Decision } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { JobError } from '@bora/queue-work';
import type { Redis } from 'ioredis';

/**
 * PDs and approvals of the applicants of a chunk, in the order of the table.
 *
 * @param decide in place of what was decided then, by PD and row of the table.
 * @throws JobError `scores-gone`
 */
export async function decidedRows(
  redis: Redis,
  { id }: BatchRecord,
  { firstRow, rows }: ChunkEntry,
  table: ApplicantTable,
  decide?: (pd: number, row: number) => Decision,
): Promise<{ pd: Float64Array; approved: Float64Array }> {
  const [first, last] = [blockOf(firstRow - 1).block, blockOf(firstRow + rows - 2).block];
  const blocks = Array.from({ length: last - first + 1 }, (_, index) =>
    readScoreBlock(redis, id, first + index),
  );
  const byRow = new Map((await Promise.all(blocks)).flat().map(({ row, record }) => [row, record]));
  const records = Array.from(table.row, (row) => {
    const record = byRow.get(row);
    if (record) return record;
    throw new JobError('scores-gone', 'Scores of the batch are missing: upload the file again.', 'no');
  });
  return {
    pd: Float64Array.from(records, ({ pd }) => pd),
    approved: Float64Array.from(records, ({ pd, decision }, row) =>
      (decide ? decide(pd, row) : decision) === 'approve' ? 1 : 0,
    ),
  };
}
