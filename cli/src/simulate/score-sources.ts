import type { ApplicationSchema, Policy } from '@bora/contracts';
import type { Config } from '../config.ts';
import { CliError } from '../terminal/cli-error.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ScoreSource } from './score-source.ts';
import { storedScores } from './stored-scores.ts';

/** Where the PDs of a replay come from. */
export interface ScoreChoice {
  /** Files of scores: of the model, and of the one that it is held against. */
  readonly scores: string | undefined;
  readonly against: string | undefined;
  /** A trained model, scored here or by the api. */
  readonly via: 'model' | 'api' | undefined;
  readonly model: string | undefined;
  readonly inSample: boolean;
  readonly url: string | undefined;
  readonly cutOff: number | undefined;
}

/** Refuses options that contradict each other. @throws CliError */
export function requireClearChoice({ scores, via, model, url, cutOff }: ScoreChoice): void {
  if ((scores === undefined) === (via === undefined)) {
    throw new CliError('Give either --scores with out-of-fold scores, or --via model or --via api.');
  }
  if (via === undefined && (model ?? url) !== undefined) {
    throw new CliError(
      '--model and --url belong to --via model and --via api: leave them out with --scores.',
    );
  }
  if (via === 'api' && cutOff !== undefined) {
    throw new CliError(
      'With --via api the api decides by its own policy: leave --cut-off out, or use --via model.',
    );
  }
}

/** The replayed model, then the one that it is held against where there is one. @throws CliError */
export async function openScoreSources(
  terminal: Terminal,
  config: Config,
  choice: ScoreChoice,
  schema: ApplicationSchema,
  replayed: { readonly file: string; readonly policy: Policy },
): Promise<ScoreSource[]> {
  const { scores, against, inSample } = choice;
  const second = against === undefined ? [] : [await storedScores(terminal, against, inSample)];
  if (scores !== undefined) return [await storedScores(terminal, scores, inSample), ...second];
  // TensorFlow takes its time to load, which a replay of stored scores should not wait for.
  const { modelScores } = await import('./model-scores.ts');
  return [await modelScores(terminal, config, choice, schema, replayed), ...second];
}
