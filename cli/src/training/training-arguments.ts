import { ModelManifest, ProfileId } from '@bora/contracts';
import type { TrainingOptions } from '@bora/model';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { CliError } from '../terminal/cli-error.ts';
import { wholeNumber, wholeNumbers } from '../terminal/number-option.ts';

/** The options that `train` and `evaluate` share. */
export const TrainingArguments = z.object({
  schema: z.string(),
  data: z.string(),
  profile: ProfileId,
  kind: ModelManifest.shape.kind,
  seeds: z.array(z.int()).min(1).optional(),
  epochs: z.int().min(1).optional(),
  backend: z.enum(['auto', 'tensorflow', 'wasm', 'cpu']),
  threads: z.int().min(1).optional(),
  json: z.boolean().default(false),
});
export type TrainingArguments = z.infer<typeof TrainingArguments>;

export function addTrainingOptions(command: Command, defaultProfile: ProfileId): Command {
  return command
    .requiredOption('--schema <id>', 'id of a schema in schemas/, or the path of one')
    .requiredOption('--data <source>', 'labelled applicants: a file, or s3://bucket/key')
    .addOption(
      new Option('--profile <profile>', 'compliance profile: which variables the model may not use')
        .choices(ProfileId.options)
        .default(defaultProfile),
    )
    .addOption(
      new Option(
        '--kind <kind>',
        'a network, or a scorecard: points to add up by hand (--seeds, --epochs, --backend and --threads are for networks)',
      )
        .choices(ModelManifest.shape.kind.options)
        .default('network'),
    )
    .option('--seeds <list>', 'one network for each, such as 1,2,3 (default: 1,2,3,4,5)', wholeNumbers)
    .option(
      '--epochs <count>',
      'passes over the data (default: what suits the number of rows)',
      wholeNumber(1),
    )
    .addOption(
      new Option('--backend <backend>', 'TensorFlow.js backend; auto is native where it loads, else wasm')
        .choices(['auto', 'tensorflow', 'wasm', 'cpu'])
        .default('auto'),
    )
    .option('--threads <count>', 'networks trained at a time (default: one a processor)', wholeNumber(1))
    .option('--json', 'one JSON document on standard output');
}

/** What was given in the place of the defaults. */
export function givenOptions({ seeds, epochs }: TrainingArguments): Partial<TrainingOptions> {
  return { ...(seeds && { seeds }), ...(epochs !== undefined && { epochs }) };
}

/** An option that changes nothing would be believed to have done so. */
export function refuseUnusedOptions({ kind, seeds, epochs, threads }: TrainingArguments): void {
  if (kind === 'network' || (seeds ?? epochs ?? threads) === undefined) return;
  throw new CliError(
    '--seeds, --epochs and --threads are for networks: leave them out with --kind scorecard.',
  );
}
