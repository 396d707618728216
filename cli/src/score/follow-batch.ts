import { setTimeout as pause } from 'node:timers/promises';
import { Batch } from '@bora/contracts';
import { CliError } from '../terminal/cli-error.ts';
import { formatCount } from '../terminal/figures.ts';
import { paceText, startProgress } from '../terminal/progress.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import type { ApiClient } from './api-client.ts';
import { ApiFailure, ConnectionFailure } from './api-failure.ts';
import { withPatience } from './patience.ts';
import { watchStandstill } from './standstill.ts';

const askEveryMs = 200;
/** A restart of the api takes seconds; the batch goes on meanwhile. */
const patience = { attempts: 8, wasThere: true };
const cancelWithinMs = 10_000;

/**
 * Waits until every row is scored or rejected and shows how far it is, and why it stands still. Ctrl-C cancels the batch.
 *
 * @throws CliError when the batch failed or was cancelled elsewhere.
 */
export async function followBatch(terminal: Terminal, api: ApiClient, posted: Batch): Promise<Batch> {
  const total = posted.rows ?? 0;
  const progress = startProgress(terminal, { label: 'Scoring', total, unit: 'rows' });
  try {
    const standstill = watchStandstill(api, progress, terminal.signal);
    let batch = posted;
    while (batch.state === 'uploading' || batch.state === 'scoring') {
      const done = batch.rowsScored + batch.rowsRejected;
      progress.update(done, paceText(batch.rowsPerSecond, batch.secondsLeft, 'rows'));
      await standstill.see(done);
      await pause(askEveryMs, undefined, { signal: terminal.signal });
      const ask = () => api.get(`v1/batches/${posted.id}`, Batch, terminal.signal);
      batch = await withPatience(ask, patience, terminal.signal);
    }
    return completed(batch);
  } catch (error) {
    progress.stop();
    if (terminal.signal.aborted) await cancel(terminal, api, posted.id);
    else if (error instanceof ConnectionFailure) note(terminal, goesOn(posted.id));
    throw error;
  } finally {
    progress.stop();
  }
}

function goesOn(id: string): string {
  return `Batch ${id} goes on without this command: /v1/batches/${id}/scores.csv will hold its scores.`;
}

function completed(batch: Batch): Batch {
  if (batch.state === 'completed') return batch;
  const why = batch.failure ? `: ${batch.failure.message}` : '.';
  throw new CliError(
    `The batch ${batch.id} ${batch.state === 'cancelled' ? 'was cancelled' : 'failed'} after ${batch.rowsScored} scores${why}`,
  );
}

async function cancel(terminal: Terminal, api: ApiClient, id: string): Promise<void> {
  const signal = AbortSignal.timeout(cancelWithinMs);
  try {
    await api.delete(`v1/batches/${id}`, signal);
    const { rowsScored, rows } = await api.get(`v1/batches/${id}`, Batch, signal);
    note(
      terminal,
      `Batch ${id} is cancelled; ${formatCount(rowsScored)} of its ${formatCount(rows ?? 0)} rows had been scored and stay readable.`,
    );
  } catch (error) {
    const isOver = error instanceof ApiFailure && error.problemCode === 'batch-ended';
    note(
      terminal,
      isOver
        ? `Batch ${id} had ended already.`
        : `Batch ${id} could not be cancelled and may go on: DELETE /v1/batches/${id} cancels it.`,
    );
  }
}
