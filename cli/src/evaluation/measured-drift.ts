import { basename } from 'node:path';
import type { EvaluationDrift } from '@bora/contracts';
import type { Config } from '../config.ts';
import { type FileDrift, measureDrift } from '../drift/measure-drift.ts';
import { fileSha256 } from '../files/file-sha256.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { modelName } from '../training/model-name.ts';
import type { EvaluationTask } from './evaluation-task.ts';

/** Holds the files of `--drift` against a trained model: one of the same schema, profile and kind unless named. */
export async function measureDriftOf(
  terminal: Terminal,
  config: Config,
  { schema, given }: EvaluationTask,
): Promise<EvaluationDrift[]> {
  const model = given.model ?? modelName(schema.id, given);
  const drift: EvaluationDrift[] = [];
  for (const file of given.drift) {
    const measured = await measureDrift(terminal, config, file, model);
    drift.push({
      file: basename(file),
      sha256: await fileSha256(file, terminal.signal),
      ...summaryOf(measured),
    });
  }
  return drift;
}

function summaryOf({
  rows,
  model,
  score,
  variables,
  broken,
  moved,
}: FileDrift): Omit<EvaluationDrift, 'file' | 'sha256'> {
  const findings = [...broken, ...moved];
  return {
    rows,
    model,
    scorePsi: score?.psi ?? null,
    variables: variables.map(({ variable, label, population }) => ({
      variable,
      label,
      psi: population?.psi ?? null,
      finding: findings
        .filter((finding) => finding.variable === variable)
        .map(({ sentence }) => sentence)
        .join(' '),
    })),
  };
}
