import type { Command } from 'commander';
import { z } from 'zod';
import { parseModelReference } from '../../models/model-reference.ts';
import { reasonTable } from '../../models/reason-table.ts';
import { startProgress } from '../../terminal/progress.ts';
import { say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

const Options = JsonOption.extend({ data: z.string() });
const progressSteps = 100;

export function addReasonsCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('reasons')
    .description(
      'Measures the reasons of one version on applicants: whether they are complete, whether the score rises when\n' +
        'what the first one names is as in the reference applicant, and how they agree with sampled Shapley values.',
    )
    .argument('<name/version>', 'the model version')
    .requiredOption('--data <file>', 'a file of applicants')
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  bora models reasons pakdd2010/20261120-093000-1a2b3c4d --data history.txt',
    )
    .action((text: string, given: unknown) =>
      run(async (store) => {
        const { data, json } = Options.parse(given);
        // TensorFlow takes its time to load, which no other command on models should wait for.
        const { measureReasons } = await import('../../models/measure-reasons.ts');
        const progress = startProgress(terminal, { label: 'Measuring', total: progressSteps, unit: 'steps' });
        const update = (share: number): void => progress.update(share * progressSteps);
        try {
          const check = await measureReasons(store, parseModelReference(text), data, update);
          if (json) sayJson(terminal, check);
          else say(terminal, reasonTable(check));
        } finally {
          progress.stop();
        }
      }),
    );
}
