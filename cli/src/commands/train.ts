import { type Command, Option } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { formatSeconds } from '../terminal/figures.ts';
import { foldNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';
import { reportTable } from '../training/report-table.ts';
import { scorecardTable } from '../training/scorecard-table.ts';
import { addTrainingOptions, TrainingArguments } from '../training/training-arguments.ts';

const Options = TrainingArguments.extend({
  name: z.string().optional(),
  out: z.string().optional(),
  promote: z.boolean().default(false),
  holdoutFold: z.int().optional(),
});

export function addTrainCommand(program: Command, terminal: Terminal): void {
  addTrainingOptions(
    program
      .command('train')
      .summary('train a model')
      .description(
        'Trains a model on labelled applicants, measures it out of fold and stores its bundle.\n' +
          'The same data, options and backend make the same model. Ctrl-C leaves nothing behind.',
      ),
    'br',
  )
    .option(
      '--name <name>',
      'name of the model (default: the schema, with the profile unless that is br, with -scorecard and -holdout- where so)',
    )
    .option(
      '--out <store>',
      'where the bundle goes: file:folder or s3://bucket/prefix (default: MODEL_STORE)',
    )
    .option('--promote', 'make it the champion of its name')
    .addOption(
      new Option(
        '--holdout-fold <fold>',
        'leave out the rows whose number modulo 5 is this, to be replayed with `bora simulate --fold`',
      ).argParser(foldNumber),
    )
    .addHelpText(
      'after',
      '\nExample:\n  bora train --schema pakdd2010 --data history.txt --promote\n  bora train --kind scorecard --schema pakdd2010 --data history.txt',
    )
    .action(async (given: unknown) => {
      const { out, json, ...options } = Options.parse(given);
      const config = readConfig(terminal.environment);
      // TensorFlow takes its time to load, which no other command should wait for.
      const { train } = await import('../training/train-model.ts');
      const store = out ?? config.MODEL_STORE;
      const trained = await train(terminal, config, {
        ...options,
        json,
        name: options.name,
        holdoutFold: options.holdoutFold,
        store,
      });
      if (json) return sayJson(terminal, trained);
      if (trained.scorecard) say(terminal, `${scorecardTable(trained.scorecard)}\n`);
      say(terminal, reportTable(trained.report));
      const champion = trained.isChampion ? `, the champion of ${trained.name}` : '';
      say(
        terminal,
        `\n${trained.name}/${trained.version} is in ${trained.store}${champion} (${formatSeconds(trained.seconds)})`,
      );
    });
}
