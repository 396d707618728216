import { promoteChampion, readShippedProfiles, requirementOf, writeBundle } from '@bora/bundle';
import { ModelName, type ModelReference, PointsScale } from '@bora/contracts';
import { s3Settings } from '@bora/environment';
import type { ModelReport } from '@bora/model';
import { openObjectStore } from '@bora/object-store';
import type { Scorecard } from '@bora/scorecard';
import type { Config } from '../config.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { signModel } from '../models/sign-model.ts';
import { trustedKeys, withSignatures } from '../models/signatures.ts';
import { CliError } from '../terminal/cli-error.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { gitCommit } from './git-commit.ts';
import { modelName } from './model-name.ts';
import { readProfile } from './read-profile.ts';
import { trainKind } from './train-kind.ts';
import { refuseUnusedOptions, type TrainingArguments } from './training-arguments.ts';
import { readTrainingData } from './training-data.ts';
import { withoutFold } from './without-fold.ts';

export interface TrainArguments extends TrainingArguments {
  readonly name: string | undefined;
  /** Location of the object store that the bundle goes to. */
  readonly store: string;
  readonly promote: boolean;
  /** Rows of this fold are not trained on. */
  readonly holdoutFold: number | undefined;
}

export interface TrainReport extends ModelReference {
  readonly store: string;
  readonly isChampion: boolean;
  readonly report: ModelReport;
  /** Absent for a network. */
  readonly scorecard?: Scorecard;
  readonly seconds: number;
}

/** Trains a model on all applicants of the data and stores its bundle, whole or not at all. */
export async function train(terminal: Terminal, config: Config, given: TrainArguments): Promise<TrainReport> {
  const startedAtMs = performance.now();
  const { schema } = await readSchemaFile(given.schema);
  const profile = await readProfile(given.profile);
  const name = chosenName(given, schema.id);
  refuseUnusedOptions(given);
  const signer = config.MODEL_SIGNING_KEY;
  if (given.promote) await refuseUnservable(given, config);
  const { applicants, sha256, rejected } = await readTrainingData(given.data, schema, config);
  if (rejected > 0) note(terminal, `${rejected} rows are no applicants and were left out.`);

  const { holdoutFold } = given;
  const training = holdoutFold === undefined ? applicants : withoutFold(applicants, holdoutFold);
  const store = openObjectStore(given.store, s3Settings(config));
  try {
    const order = {
      name,
      schema,
      profile,
      scale: PointsScale.parse({}),
      createdAt: new Date(),
      gitCommit: await gitCommit(),
      trainingDataSha256: sha256,
    };
    const trained = await trainKind(terminal, given, order, training);
    terminal.signal.throwIfAborted();
    const profiles = await readShippedProfiles();
    const { version } = await writeBundle(store, trained.description, trained.files, { profiles });
    if (signer) await signModel(store, { name, version }, signer);
    if (given.promote) {
      await withSignatures(config, async ({ trusted, guard }) => {
        const requirement = await requirementOf(config.COMPLIANCE_PROFILE, trusted);
        await promoteChampion(store, { name, version }, requirement, { guard });
      });
    }
    const seconds = (performance.now() - startedAtMs) / 1000;
    return {
      name,
      version,
      store: store.location,
      isChampion: given.promote,
      report: trained.report,
      ...(trained.scorecard && { scorecard: trained.scorecard }),
      seconds,
    };
  } finally {
    await store.close();
  }
}

function chosenName(given: TrainArguments, schemaId: string): string {
  const chosen = given.name ?? modelName(schemaId, given);
  if (ModelName.safeParse(chosen).success) return chosen;
  throw new CliError(`${chosen} cannot name a model: use small letters, digits and hyphens.`);
}

/** Said before minutes of training, not after them. */
async function refuseUnservable({ profile }: TrainArguments, config: Config): Promise<void> {
  if ((await trustedKeys(config)) && !config.MODEL_SIGNING_KEY) {
    throw new CliError(
      'A model that is not signed cannot be promoted here: set MODEL_SIGNING_KEY, or leave --promote out.',
    );
  }
  const serving = await readProfile(config.COMPLIANCE_PROFILE);
  const { forbids } = await readProfile(profile);
  if (serving.forbids.every((forbidden) => forbids.includes(forbidden))) return;
  throw new CliError(
    `A model under the profile ${profile} may use what COMPLIANCE_PROFILE=${serving.id} forbids, so it cannot be ` +
      'promoted: leave --promote out, or set COMPLIANCE_PROFILE to where it will be served.',
  );
}
