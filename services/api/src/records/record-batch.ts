import {
  awaitsRecord,
  type BatchRecord,
  markRecorded,
  PayloadUnreadableError,
  readAllScores,
  readBatch,
  settleBatch,
} from '@bora/batch-store';
import { ObjectDamagedError, ObjectNotFoundError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { scoredAtMs } from '../batches/batch-view.ts';
import type { Tables } from '../database/tables.ts';
import type { ScoreTerms } from '../scores/describe-score.ts';
import type { ReadScoreTerms } from '../scores/score-terms.ts';
import { insertDecisions, keepWording } from './decision-rows.ts';
import { storable } from './storable.ts';
import { recordUndecidedRows, type UndecidedRowsDependencies } from './undecided-rows.ts';

export interface RecordBatchDependencies extends UndecidedRowsDependencies {
  readonly query: Kysely<Tables>;
  readonly readTerms: ReadScoreTerms;
  readonly resultSeconds: number;
  readonly log: Logger;
}

export type RecordOutcome = 'recorded' | 'already-recorded' | 'gone';

/** Rows of one statement: larger ones would keep the api's other requests waiting while they are put together. */
const rowsAtOnce = 1_000;

/**
 * Writes the decisions of a batch that has ended into the record, and whose its other rows are: all of them or none, once.
 * A second delivery changes nothing, one at the same time waits for the first.
 *
 * @throws RecordIncompleteError where Redis does not hold every score that was counted.
 */
export async function recordBatch(
  dependencies: RecordBatchDependencies,
  batchId: string,
): Promise<RecordOutcome> {
  const { redis, query, readTerms, resultSeconds } = dependencies;
  const batch = await readBatch(redis, batchId);
  if (!batch) return 'gone';
  if (!awaitsRecord(batch)) return batch.recordedAtMs === undefined ? 'gone' : 'already-recorded';
  const terms = await readTerms(batch.model, batch.policy);
  const isNew = await query.transaction().execute(async (transaction) => {
    if (!(await claimBatch(transaction, batch))) return false;
    await keepWording(transaction, terms);
    const added = await writeDecisions(transaction, redis, batch, terms);
    if (added !== batch.rowsScored) throw new RecordIncompleteError(batch, added);
    await findUndecided(dependencies, transaction, batch, terms);
    return true;
  });
  await markRecorded(redis, batchId);
  await settleBatch(redis, batchId, resultSeconds);
  return isNew ? 'recorded' : 'already-recorded';
}

/** An upload that cannot be read keeps no decision out of the record. */
async function findUndecided(
  dependencies: RecordBatchDependencies,
  transaction: Kysely<Tables>,
  batch: BatchRecord,
  terms: ScoreTerms,
): Promise<void> {
  try {
    await recordUndecidedRows(transaction, dependencies, batch, terms);
  } catch (error) {
    const isGone = [ObjectNotFoundError, ObjectDamagedError, PayloadUnreadableError].some(
      (kind) => error instanceof kind,
    );
    if (!isGone) throw error;
    dependencies.log.error({ err: error, batchId: batch.id }, 'rows without a decision cannot be looked up');
  }
}

/** Whoever writes the batch's own row first writes its decisions; who comes at the same time waits here. */
async function claimBatch(transaction: Kysely<Tables>, batch: BatchRecord): Promise<boolean> {
  const claimed = await transaction
    .insertInto('batches')
    .values({
      id: batch.id,
      state: batch.state === 'completed' ? 'completed' : 'cancelled',
      officer: batch.owner,
      file_name: storable(batch.fileName),
      file_sha256: batch.fileSha256 ?? '',
      file_bytes: batch.fileBytes,
      schema_id: batch.schema,
      model_name: batch.model.name,
      model_version: batch.model.version,
      policy_name: batch.policy.name,
      policy_version: batch.policy.version,
      rows: batch.rows ?? 0,
      rows_scored: batch.rowsScored,
      rows_rejected: batch.rowsRejected,
      created_at: new Date(batch.createdAtMs),
      ended_at: new Date(scoredAtMs(batch)),
      rows_kept: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return claimed !== undefined;
}

async function writeDecisions(
  transaction: Kysely<Tables>,
  redis: Redis,
  batch: BatchRecord,
  terms: ScoreTerms,
): Promise<number> {
  const decision = { sourceId: batch.id, decidedAt: new Date(scoredAtMs(batch)), officer: batch.owner };
  let added = 0;
  let waiting: Parameters<typeof insertDecisions>[2][number][] = [];
  for await (const block of readAllScores(redis, batch)) {
    for (const { row, applicantId, record } of block) waiting.push({ ...decision, row, applicantId, record });
    if (waiting.length < rowsAtOnce) continue;
    added += await insertDecisions(transaction, terms, waiting);
    waiting = [];
  }
  return added + (await insertDecisions(transaction, terms, waiting));
}

/** Scores that were counted are no longer in Redis: somebody deleted them. */
export class RecordIncompleteError extends Error {
  override readonly name = 'RecordIncompleteError';
  readonly code = 'record-incomplete';

  constructor({ id, rowsScored }: BatchRecord, found: number) {
    super(`Of the batch ${id} ${rowsScored} scores were counted and ${found} are in Redis.`);
  }
}
