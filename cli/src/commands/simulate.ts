import { type Command, Option } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { writtenFiles } from '../simulate/replay-files.ts';
import { simulate } from '../simulate/simulate.ts';
import { simulationTable } from '../simulate/simulation-table.ts';
import { foldNumber, wholeNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';
import { addPolicyOptions, policyOptions } from './policy-options.ts';

const Options = z.object({
  data: z.string(),
  schema: z.string(),
  scenario: z.array(z.string()).default([]),
  observed: z.string().optional(),
  scores: z.string().optional(),
  against: z.string().optional(),
  via: z.enum(['model', 'api']).optional(),
  model: z.string().optional(),
  url: z.string().optional(),
  fold: z.int().min(0).max(4).optional(),
  inSample: z.boolean().default(false),
  ...policyOptions,
  segment: z.string().optional(),
  seed: z.int(),
  replicates: z.int(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addSimulateCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('simulate')
    .summary('replay history and count the money')
    .description(
      'Replays a labelled file that the model has not seen, decides on every applicant and counts what the lender\n' +
        'would have earned, beside approving all, none, at random and by an oracle. Money is assumed: scenarios say\n' +
        'how, and every one that ships for the schema is shown where none is named.',
    )
    .requiredOption('--data <file>', 'labelled applicants, in any layout that the schema accepts')
    .requiredOption('--schema <id>', 'id of a schema in schemas/, or the path of one')
    .option('--scenario <id|file...>', 'scenarios of simulation/scenarios/, or paths')
    .option('--observed <id>', 'economics of simulation/observed/, or a path: cash flows that the file holds')
    .option('--scores <file>', 'out-of-fold scores: CSV with row,pd, as `bora evaluate --scores` writes it')
    .option('--against <file>', 'scores of a second model, to swap with')
    .addOption(
      new Option('--via <way>', 'score with a trained model: here, or through the api, as a trial').choices([
        'model',
        'api',
      ]),
    )
    .option('--model <name[/version]>', 'the model of --via (default: the champion of MODEL_NAME)')
    .option('--url <url>', 'address of the api of --via api (default: BORA_URL, else that of npm start)')
    .addOption(
      new Option(
        '--fold <fold>',
        'only rows whose number modulo 5 is this: those of train --holdout-fold',
      ).argParser(foldNumber),
    )
    .option('--in-sample', 'replay rows that the model has seen; every output says so');
  addPolicyOptions(command)
    .option('--segment <name>', 'also profit by this variable of the schema')
    .addOption(new Option('--seed <number>', 'of the intervals').argParser(wholeNumber(0)).default(1))
    .addOption(
      new Option('--replicates <count>', 'bootstrap samples of the intervals')
        .argParser(wholeNumber(100))
        .default(500),
    )
    .option('--out <folder>', 'also write report.html, report.json and decisions.csv there')
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  bora simulate --schema pakdd2010 --data history.txt --scores out-of-fold.csv --out reports/simulation',
    )
    .action(async (given: unknown) => {
      const { json, scenario, ...options } = Options.parse(given);
      const report = await simulate(terminal, readConfig(terminal.environment), {
        ...options,
        scenarios: scenario,
        observed: options.observed,
        scores: options.scores,
        against: options.against,
        via: options.via,
        model: options.model,
        url: options.url,
        fold: options.fold,
        policy: options.policy,
        cutOff: options.cutOff,
        segment: options.segment,
        out: options.out,
      });
      if (json) sayJson(terminal, report);
      else {
        say(terminal, simulationTable(report));
        if (options.out !== undefined) say(terminal, `\n${writtenFiles(options.out)}`);
      }
    });
}
