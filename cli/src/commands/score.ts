import { basename } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { scoreFile } from '../score/score-file.ts';
import { summaryTable } from '../score/summary.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  out: z.string().optional(),
  rejects: z.string().optional(),
  url: z.string().optional(),
  model: z.string().optional(),
  policy: z.string().optional(),
  key: z.string().optional(),
  trial: z.boolean().default(false),
  json: z.boolean().default(false),
});

export function addScoreCommand(program: Command, terminal: Terminal): void {
  program
    .command('score')
    .summary('score a file of applicants')
    .description(
      'Scores a file of applicants through a running api: CSV, TSV or an XLSX workbook (its first sheet) with a header,\n' +
        'or the published layout.\n' +
        'Ctrl-C cancels the batch.',
    )
    .argument('<file>', 'the applicants')
    .option('--out <file>', 'where to write the scores (default: <file>.scores.csv in this folder)')
    .option('--rejects <file>', 'where to write rejected rows, if any (default: <out>.rejects.csv)')
    .option('--url <url>', 'address of the api (default: BORA_URL, else the one that npm start runs)')
    .option('--model <name[/version]>', 'the model (default: the champion)')
    .option('--policy <name[/version]>', 'the policy (default: the live one)')
    .option('--key <key>', 'Idempotency-Key: the same key and file are scored once (default: a random one)')
    .option('--trial', 'look at scores only: nobody is decided about, and nothing goes into the record')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora score applicants.csv --out scores.csv')
    .action(async (file: string, given: unknown) => {
      const options = Options.parse(given);
      const out = options.out ?? `${withoutExtension(basename(file))}.scores.csv`;
      const report = await scoreFile(terminal, file, {
        out,
        rejects: options.rejects ?? `${withoutExtension(out)}.rejects.csv`,
        url: options.url ?? readConfig(terminal.environment).BORA_URL,
        model: options.model,
        policy: options.policy,
        idempotencyKey: options.key,
        isTrial: options.trial,
      });
      if (options.json) sayJson(terminal, report);
      else say(terminal, summaryTable(report));
    });
}

function withoutExtension(path: string): string {
  return path.replace(/\.[A-Za-z0-9]+$/, '');
}
