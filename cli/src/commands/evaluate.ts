import { type Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config.ts';
import { EvaluationArguments } from '../evaluation/evaluation-arguments.ts';
import { formatSeconds } from '../terminal/figures.ts';
import { note, say, sayJson, type Terminal } from '../terminal/terminal.ts';
import { addTrainingOptions } from '../training/training-arguments.ts';

const defaultApprovalRate = 0.6;

export function addEvaluateCommand(program: Command, terminal: Terminal): void {
  addTrainingOptions(
    program
      .command('evaluate')
      .summary('measure a model out of fold')
      .description(
        'Measures how good a model of this data would be: five folds by row number, and in each everything that is\n' +
          'fitted is fitted on the other four. Writes the report, in place of the one that stands there; comparisons and\n' +
          'drift that are not asked for again are kept where the report measured the same. Ctrl-C leaves the old files.\n' +
          'The versions in MODEL_STORE that were made so get it too: the models page shows it.',
      ),
    'none',
  )
    .option('--out <folder>', 'where the report goes (default: reports/ and docs/ of the repository)')
    .option('--scores <file>', 'also write the out-of-fold PDs: row,applicantId,bad,pd')
    .option(
      '--approval-rate <share>',
      'share of the applicants that fairness is measured at',
      share,
      defaultApprovalRate,
    )
    .option('--all', 'also measure profiles, other folds, plain models, and what leaving variables out costs')
    .option('--only <ids>', 'of these comparisons the given ones alone, such as profile-br,without-age', list)
    .option('--drift <file...>', 'also hold these files against the frozen reference of a trained model')
    .option(
      '--model <name[/version]>',
      'that model, in MODEL_STORE (default: the one that train names after schema, profile and kind)',
    )
    .addHelpText(
      'after',
      '\nExample:\n  bora evaluate --schema pakdd2010 --data history.txt\n  bora evaluate --schema pakdd2010 --data history.txt --all --drift later.txt',
    )
    .action(async (given: unknown) => {
      const startedAtMs = performance.now();
      const options = EvaluationArguments.parse(given);
      // TensorFlow takes its time to load, which no other command should wait for.
      const { evaluate } = await import('../evaluation/evaluate.ts');
      const { report, committed, files, keptWith } = await evaluate(
        terminal,
        readConfig(terminal.environment),
        options,
      );
      for (const { name, version } of keptWith) note(terminal, `kept with the model ${name}/${version}`);
      if (options.json) return sayJson(terminal, report);
      const { evaluationTable } = await import('../evaluation/evaluation-table.ts');
      const seconds = (performance.now() - startedAtMs) / 1000;
      say(terminal, `${evaluationTable(report, committed)}\n`);
      say(terminal, `Wrote ${files.join(', ')} (${formatSeconds(seconds)})`);
    });
}

/** Parser of a share between 0 and 1. */
function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number between 0 and 1.');
}

function list(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
