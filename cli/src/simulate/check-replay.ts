import type { ApplicationSchema } from '@bora/contracts';
import {
  lineVariable,
  requireLineColumn,
  requireUsable,
  type Scenario,
  unusableValues,
} from '@bora/simulation';
import { existingFileSize } from '../files/existing-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readLabelledChunks } from './labelled-chunks.ts';

/**
 * Looks at every row before one is scored: whether its outcome is known, and all that the scenarios make a line of.
 *
 * @throws CliError with the number of rows whose outcome is unknown, or where no row is left; ScenarioError
 * `absent-column`, or `missing-values` or `negative-values` with their number; what `readLabelledChunks` throws
 */
export async function checkReplay(
  terminal: Terminal,
  {
    file,
    schema,
    fold,
  }: { readonly file: string; readonly schema: ApplicationSchema; readonly fold: number | undefined },
  scenarios: readonly Scenario[],
): Promise<void> {
  const lines = scenarios.map((scenario) => lineVariable(scenario, schema));
  const unusable = scenarios.map(() => ({ missing: 0, negative: 0 }));
  const only = new Set(lines.filter((index) => index !== null));
  let [rows, unlabelled] = [0, 0];
  const total = await existingFileSize(file);
  const progress = startProgress(terminal, { label: 'Checking', total, unit: 'bytes' });
  try {
    for await (const chunk of readLabelledChunks(file, schema, fold, terminal.signal, only)) {
      if (rows === 0)
        for (const scenario of scenarios) requireLineColumn(scenario, schema, chunk.layout.variables);
      rows += chunk.table.rowCount;
      unlabelled += chunk.unlabelled;
      for (const [index, { assumptions }] of scenarios.entries()) {
        const variable = lines[index];
        if (typeof variable !== 'number') continue;
        const found = unusableValues(assumptions.line, chunk.table.number[variable]!);
        unusable[index]!.missing += found.missing;
        unusable[index]!.negative += found.negative;
      }
      progress.update(chunk.bytesRead);
    }
  } finally {
    progress.stop();
  }
  if (unlabelled > 0) {
    throw new CliError(
      `${unlabelled} rows of ${file} have no outcome that can be read: give or leave them out.`,
    );
  }
  if (rows === 0) throw new CliError(`No row of ${file} is left to replay: look at --fold.`);
  for (const [index, { id, assumptions }] of scenarios.entries()) {
    requireUsable(assumptions.line, unusable[index]!, ` of the scenario ${id}`);
  }
}
