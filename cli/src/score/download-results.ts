import { type Batch, scoreColumns } from '@bora/contracts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ApiClient } from './api-client.ts';
import { CsvRecordCounter } from './csv-record-counter.ts';

/**
 * Writes the scores of a batch to a file, whole or not at all.
 *
 * @throws CliError when the api gives another number of scores than it has counted, or other columns.
 */
export async function downloadScores(
  terminal: Terminal,
  api: ApiClient,
  batch: Batch,
  out: string,
): Promise<void> {
  const expected = scoreColumns.join(',');
  await download(terminal, api, `v1/batches/${batch.id}/scores.csv`, out, batch.rowsScored, (header) => {
    if (header === expected) return;
    throw new CliError(
      `The scores have other columns than ${expected}: run api and command from the same version.`,
    );
  });
}

/** Writes the rejects of a batch to a file, whole or not at all. Throws as `downloadScores`. */
export async function downloadRejects(
  terminal: Terminal,
  api: ApiClient,
  batch: Batch,
  out: string,
): Promise<void> {
  await download(terminal, api, `v1/batches/${batch.id}/rejects.csv`, out, batch.rowsRejected, () => {});
}

async function download(
  terminal: Terminal,
  api: ApiClient,
  path: string,
  out: string,
  rows: number,
  checkHeader: (header: string) => void,
): Promise<void> {
  const progress = startProgress(terminal, { label: 'Downloading', total: rows, unit: 'rows' });
  const counter = new CsvRecordCounter();
  async function* checked(): AsyncGenerator<Uint8Array> {
    for await (const piece of api.download(path, terminal.signal)) {
      counter.push(piece);
      progress.update(Math.max(0, counter.records - 1));
      yield piece;
    }
    checkHeader(counter.firstLine);
    if (counter.records - 1 === rows) return;
    throw new CliError(
      `The api gave ${counter.records - 1} rows of ${rows}: ${out} is not written; download ${path} again.`,
    );
  }
  try {
    await writeCompleteFile(out, checked(), terminal.signal);
  } finally {
    progress.stop();
  }
}
