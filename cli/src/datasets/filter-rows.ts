import { writeCompleteFile } from '../files/complete-file.ts';
import { readDelimitedRecords } from '../files/delimited-records.ts';
import { delimiterOf } from '../files/delimiter-of.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { assertOtherFiles } from '../files/output-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type RowCondition, rowFilter } from './row-condition.ts';

export interface FilteredFile {
  /** Without the header. */
  readonly rows: number;
  readonly kept: number;
}

/**
 * Writes the header and the rows that meet every condition, as they stand in the file; memory holds one piece of it.
 *
 * @throws CliError where a column is absent, a row has another number of fields than the header, or no row is kept
 */
export async function filterRows(
  terminal: Terminal,
  file: string,
  where: readonly RowCondition[],
  out: string,
): Promise<FilteredFile> {
  const total = await existingFileSize(file);
  await assertOtherFiles(file, [out]);
  const delimiter = await delimiterOf(file);
  const progress = startProgress(terminal, { label: 'Filtering', total, unit: 'bytes' });
  let rows = 0;
  let kept = 0;
  async function* keptRows(): AsyncGenerator<Uint8Array> {
    let columns = 0;
    let meets: ReturnType<typeof rowFilter> | undefined;
    for await (const { bytes, fields, line } of readDelimitedRecords(
      file,
      delimiter,
      terminal.signal,
      progress.update,
    )) {
      if (meets === undefined) {
        columns = fields?.length ?? 0;
        meets = rowFilter(where, fields ?? []);
      } else {
        if (fields?.length !== columns) throw wrongFieldCount(line, fields?.length, columns);
        rows += 1;
        if (!meets(fields)) continue;
        kept += 1;
      }
      yield Buffer.concat([bytes, lineFeed]);
    }
    if (kept === 0) throw new CliError(`No row of ${file} meets the conditions: nothing was written.`);
  }
  try {
    await writeCompleteFile(out, keptRows(), terminal.signal);
  } finally {
    progress.stop();
  }
  return { rows, kept };
}

const lineFeed = Buffer.from('\n');

function wrongFieldCount(line: number, found: number | undefined, wanted: number): CliError {
  const seen = found === undefined ? 'a quotation mark that is not doubled' : `${found} fields`;
  return new CliError(`Line ${line} has ${seen}, the header ${wanted} fields: correct it first.`);
}
