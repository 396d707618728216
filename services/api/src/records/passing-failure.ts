import { PayloadUnreadableError } from '@bora/batch-store';
import { ObjectStoreUnavailableError } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import type { Database } from '../database/database.ts';
import { isDatabaseFailure, isStatementTimeout } from '../database/is-database-failure.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import { RecordIncompleteError } from './record-batch.ts';

/** Does a task, or nothing while what it needs is away: that says so by itself, and what waits goes on waiting. */
export async function whileThere(database: Database, task: () => Promise<void>): Promise<void> {
  try {
    await assertCurrent(database);
    await task();
  } catch (error) {
    if (!isAway(error)) throw error;
  }
}

/** Throws `JobError` `database-unavailable` where the database is away, or has not today's tables. */
export async function assertCurrent(database: Database): Promise<void> {
  const away = await database.check();
  if (away) throw new JobError('database-unavailable', away.message, 'wait');
}

/**
 * Whether what a task in the background needs is away. A statement that takes too long there will do so again: that is a
 * fault to be told.
 */
export function isAway(error: unknown): boolean {
  return isPassing(error) && !isStatementTimeout(error);
}

function isPassing(error: unknown): boolean {
  return (
    isDatabaseFailure(error) ||
    isRedisFailure(error) ||
    error instanceof ObjectStoreUnavailableError ||
    (error instanceof JobError && error.retry === 'wait')
  );
}

/** What the queue makes of a failure of the record. */
export function asJobError(error: unknown): unknown {
  if (error instanceof PayloadUnreadableError || error instanceof JobError) return error;
  if (isPassing(error)) return new JobError('record-waits', 'A dependency is away.', 'wait');
  return error instanceof RecordIncompleteError ? new JobError(error.code, error.message, 'attempt') : error;
}
