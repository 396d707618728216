import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { formatSeconds } from '../terminal/figures.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';
import { calibrationTable } from '../training/calibration-check.ts';
import { reportTable } from '../training/report-table.ts';
import { addTrainingOptions, TrainingArguments } from '../training/training-arguments.ts';

const Options = TrainingArguments.extend({ out: z.string().optional() });

export function addEvaluateCommand(program: Command, terminal: Terminal): void {
  addTrainingOptions(
    program
      .command('evaluate')
      .summary('measure a model out of fold')
      .description(
        'Measures how good a model of this data would be: five folds by row number, and in each everything that is\n' +
          'fitted is fitted on the other four. Shows AUC, Gini, KS, log-loss, Brier, ECE, EMP and the calibration.',
      ),
  )
    .option('--out <file>', 'also write the figures as JSON, such as reports/evaluation.json')
    .addHelpText('after', '\nExample:\n  bora evaluate --schema pakdd2010 --data history.txt')
    .action(async (given: unknown) => {
      const { out, ...options } = Options.parse(given);
      // TensorFlow takes its time to load, which no other command should wait for.
      const { evaluate } = await import('../training/evaluate-model.ts');
      const report = await evaluate(terminal, readConfig(terminal.environment), options);
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [`${JSON.stringify(report, null, 2)}\n`], terminal.signal);
      }
      if (options.json) return sayJson(terminal, report);
      say(terminal, `${reportTable(report)}\n\n${calibrationTable(report.calibration)}`);
      say(terminal, `\n${report.schema} under profile ${report.profile}, ${formatSeconds(report.seconds)}`);
    });
}
