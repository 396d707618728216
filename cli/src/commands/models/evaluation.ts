import { keepEvaluation } from '@bora/bundle';
import type { Command } from 'commander';
import { readCommittedReport } from '../../evaluation/committed-report.ts';
import { CliError } from '../../terminal/cli-error.ts';
import { say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

export function addEvaluationCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('evaluation')
    .description(
      'Keeps a report of `bora evaluate` with every version of the store that it measures: of the same schema, kind,\n' +
        'profile, data, seeds and AUC. The models page shows it.',
    )
    .argument('<report>', 'evaluation.json')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora models evaluation reports/evaluation.json')
    .action((path: string, given: unknown) =>
      run(async (store) => {
        const report = await readCommittedReport(path);
        if (!report) throw new CliError(`There is no file ${path}: run bora evaluate.`);
        const kept = await keepEvaluation(store, report);
        if (kept.length === 0) throw new CliError(`${path} measures no model of ${store.location}.`);
        if (JsonOption.parse(given).json) sayJson(terminal, kept);
        else for (const { name, version } of kept) say(terminal, `kept with ${name}/${version}`);
      }),
    );
}
