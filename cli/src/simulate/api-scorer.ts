import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decision, type ModelReference, type Policy } from '@bora/contracts';
import { scoreFile } from '../score/score-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { TableScorer } from './model-scores.ts';
import { readScoreFile } from './score-file.ts';

/**
 * Has the whole file scored and decided by the live queue, as any client does, and hands out what came back. It is sent
 * as a trial, because those in it were decided about long ago.
 */
export async function apiScorer(
  terminal: Terminal,
  { name, version }: ModelReference,
  { file, policy }: { readonly file: string; readonly policy: Policy },
  url: string | undefined,
): Promise<TableScorer> {
  const folder = await mkdtemp(join(tmpdir(), 'bora-replay-'));
  try {
    const out = join(folder, 'scores.csv');
    await scoreFile(terminal, file, {
      out,
      rejects: join(folder, 'rejects.csv'),
      url,
      model: `${name}/${version}`,
      policy: `${policy.name}/${policy.version}`,
      idempotencyKey: undefined,
      isTrial: true,
    });
    const scores = await readScoreFile(terminal, out);
    return {
      score(table) {
        const found = Array.from(table.row, (row) => scores.get(row));
        const missing = found.filter((score) => score === undefined).length;
        if (missing > 0) {
          throw new CliError(
            `The api gave no score for ${missing} rows that are applicants here: run both from the same version.`,
          );
        }
        return {
          pd: Float64Array.from(found, (score) => score!.pd),
          decisions: found.map((score) => Decision.parse(score!.decision)),
        };
      },
      dispose() {},
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
