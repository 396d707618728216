import { hashRows, type LoadedBundle, trainingRowCounter, trainingRowsFile } from '@bora/bundle';
import type { ApplicationSchema, Policy } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { loadScorer, selectBackend } from '@bora/model';
import type { Config } from '../config.ts';
import { readChosenBundle } from '../models/chosen-bundle.ts';
import { CliError } from '../terminal/cli-error.ts';
import { formatCount } from '../terminal/figures.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { apiScorer } from './api-scorer.ts';
import type { ScoreSource, SourcedScores } from './score-source.ts';
import type { ScoreChoice } from './score-sources.ts';

/** What scores a table: the model in this process, or scores that the api gave. */
export interface TableScorer {
  score(table: ApplicantTable): SourcedScores;
  dispose(): void;
}

/**
 * Scores of a trained model, here or through the api: the same PDs and decisions. Rows that it was trained on are
 * counted, and refused unless `inSample` is given.
 */
export async function modelScores(
  terminal: Terminal,
  config: Config,
  choice: ScoreChoice,
  schema: ApplicationSchema,
  replayed: { readonly file: string; readonly policy: Policy },
): Promise<ScoreSource> {
  const bundle = await readChosenBundle(config, choice.model ?? config.MODEL_NAME);
  const { name, version } = bundle.manifest;
  if (bundle.schema.id !== schema.id) {
    throw new CliError(
      `${name}/${version} scores the schema ${bundle.schema.id}, not ${schema.id}: choose another.`,
    );
  }
  const scorer =
    choice.via === 'api'
      ? await apiScorer(terminal, bundle.manifest, replayed, choice.url ?? config.BORA_URL)
      : await scorerHere(bundle);
  return unseenOnly(bundle, scorer, choice.inSample);
}

async function scorerHere(bundle: LoadedBundle): Promise<TableScorer> {
  if (bundle.kind === 'network') await selectBackend('auto');
  const scorer = await loadScorer(bundle);
  return {
    score: (table) => ({ pd: scorer.score(table).pd, decisions: null }),
    dispose: () => scorer.dispose(),
  };
}

function unseenOnly(bundle: LoadedBundle, scorer: TableScorer, inSample: boolean): ScoreSource {
  const { name, version, trainingData } = bundle.manifest;
  const countSeen = trainingRowCounter(bundle.file(trainingRowsFile));
  let seenInTraining = 0;
  let rows = 0;
  return {
    title: `${name}/${version}`,
    score(table) {
      rows += table.rowCount;
      seenInTraining += countSeen(hashRows(bundle.schema, table, trainingData.sha256));
      // What is to be refused need not be scored.
      if (seenInTraining > 0 && !inSample) return { pd: new Float64Array(table.rowCount), decisions: null };
      return scorer.score(table);
    },
    finish() {
      if (seenInTraining > 0 && !inSample) {
        throw new CliError(
          `${name}/${version} was trained on ${formatCount(seenInTraining)} of these ${formatCount(rows)} rows, so the ` +
            'figures would flatter it. Replay rows that it has not seen (bora train --holdout-fold 4, then --fold 4), ' +
            'give out-of-fold scores with --scores, or add --in-sample to see the figures marked so.',
        );
      }
      return { origin: inSample ? 'in-sample' : 'hold-out', seenInTraining };
    },
    dispose: scorer.dispose,
  };
}
