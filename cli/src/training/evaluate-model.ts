import { readShippedProfiles } from '@bora/bundle';
import { allowedFeatures, type ComplianceProfile, type ProfileId } from '@bora/contracts';
import { evaluateModel, type ModelReport, trainingOptions } from '@bora/model';
import type { Config } from '../config.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { type CalibrationCheck, checkCalibration } from './calibration-check.ts';
import { givenOptions, type TrainingArguments } from './training-arguments.ts';
import { readTrainingData } from './training-data.ts';
import { showTraining } from './training-progress.ts';

export interface EvaluationReport extends ModelReport {
  readonly schema: string;
  readonly profile: ProfileId;
  readonly dataSha256: string;
  readonly seeds: readonly number[];
  readonly calibration: CalibrationCheck;
  readonly seconds: number;
}

/** Measures out of fold how good a model of this schema, profile and data would be; nothing is kept. */
export async function evaluate(
  terminal: Terminal,
  config: Config,
  given: TrainingArguments,
): Promise<EvaluationReport> {
  const startedAtMs = performance.now();
  const { schema } = await readSchemaFile(given.schema);
  const profile = await readProfile(given.profile);
  const { applicants, sha256, rejected } = await readTrainingData(given.data, schema, config);
  if (rejected > 0) note(terminal, `${rejected} rows are no applicants and were left out.`);
  const options = trainingOptions(applicants.table.rowCount, givenOptions(given));
  const shown = showTraining(terminal, 'Evaluating');
  try {
    const { report, pd } = await evaluateModel(
      { schema, features: allowedFeatures(schema, profile), options },
      applicants,
      {
        backend: given.backend,
        threadCount: given.threads,
        onProgress: shown.onProgress,
        signal: terminal.signal,
      },
    );
    return {
      schema: schema.id,
      profile: profile.id,
      dataSha256: sha256,
      seeds: options.seeds,
      ...report,
      calibration: checkCalibration(applicants.bad, pd),
      seconds: (performance.now() - startedAtMs) / 1000,
    };
  } finally {
    shown.stop();
  }
}

/** A compliance profile that ships. Throws `CliError` where there is none of that id. */
export async function readProfile(id: ProfileId): Promise<ComplianceProfile> {
  const profile = (await readShippedProfiles()).find((one) => one.id === id);
  if (profile) return profile;
  throw new CliError(`There is no compliance profile ${id} in profiles/.`);
}
