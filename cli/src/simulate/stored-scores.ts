import { basename } from 'node:path';
import { type ApplicantTable, formulaSafe } from '@bora/features';
import { CliError } from '../terminal/cli-error.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { StoredScore } from './score-columns.ts';
import { readScoreFile, type ScoreFile } from './score-file.ts';
import type { ScoreSource } from './score-source.ts';

/**
 * Scores of a file that holds, for each row, the PD of a model that had not seen it. What a trained model gave, as
 * `bora score` writes it, is refused unless `inSample` is given: the file cannot tell which rows its model has seen.
 * @throws CliError
 */
export async function storedScores(
  terminal: Terminal,
  path: string,
  inSample: boolean,
): Promise<ScoreSource> {
  const file = await readScoreFile(terminal, path);
  if (file.isOfTrainedModel && !inSample) {
    throw new CliError(
      `${path} holds the scores of a trained model, which may have seen these rows: replay with --via model, which ` +
        'looks, give out-of-fold scores of `bora evaluate --scores`, or add --in-sample to see the figures marked so.',
    );
  }
  return sourceOf(path, file);
}

function sourceOf(path: string, file: ScoreFile): ScoreSource {
  let unscored = 0;
  let strangers = 0;
  return {
    title: basename(path).replace(/\.csv$/, ''),
    score(table, bad) {
      const pd = new Float64Array(table.rowCount);
      for (const [place, row] of table.row.entries()) {
        const score = file.get(row);
        if (!score) unscored++;
        else if (isStranger(score, table, place, bad[place])) strangers++;
        pd[place] = score?.pd ?? 0;
      }
      return { pd, decisions: null };
    },
    finish() {
      if (unscored > 0) {
        throw new CliError(`${unscored} rows have no score in ${path}: give the scores of this very file.`);
      }
      if (strangers > 0) {
        throw new CliError(
          `${strangers} rows of ${path} have another applicant or outcome than the data: give the scores of this very file.`,
        );
      }
      return { origin: file.isOfTrainedModel ? 'in-sample' : 'out-of-fold', seenInTraining: null };
    },
    dispose() {},
  };
}

/** The scores of another file would make a report that looks sound. */
function isStranger(
  { applicantId, bad: stored }: StoredScore,
  table: ApplicantTable,
  place: number,
  bad: number | undefined,
): boolean {
  const given = table.applicantId[place]!;
  const isOther = applicantId !== null && applicantId !== given && applicantId !== formulaSafe(given);
  return isOther || (stored !== null && stored !== String(bad));
}
