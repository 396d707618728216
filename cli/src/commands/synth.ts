import { type Command, Option } from 'commander';
import { z } from 'zod';
import { purchasesLayout, writePurchases } from '../synth/write-purchases.ts';
import { writeSyntheticFile } from '../synth/write-synthetic-file.ts';
import { formatCount } from '../terminal/figures.ts';
import { wholeNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  schema: z.string(),
  rows: z.int(),
  seed: z.int(),
  firstId: z.int(),
  out: z.string(),
  label: z.boolean().default(false),
  layout: z.enum(['header', 'published']),
  json: z.boolean().default(false),
});

export function addSynthCommand(program: Command, terminal: Terminal): void {
  program
    .command('synth')
    .summary('write a file of synthetic applicants')
    .description(
      'Writes a file of synthetic applicants with the shape of a schema, the same for the same seed.\n' +
        'Nobody stands behind them: ids read SYN-000001 and towns are invented.',
    )
    .requiredOption(
      '--schema <id>',
      'id of a schema in schemas/, or the path of one; of purchases: online-retail',
    )
    .requiredOption('--out <file>', 'where to write')
    .option('--rows <count>', 'applicants to write', wholeNumber(1), 1000)
    .option('--seed <number>', 'the same seed makes the same file', wholeNumber(0), 1)
    .option(
      '--first-id <number>',
      'number in the id of the first applicant, so that two files share none',
      wholeNumber(1),
      1,
    )
    .option('--label', 'with the label column, which follows a logistic rule, so that it can be trained on')
    .addOption(
      new Option('--layout <layout>', 'CSV with a header, or the published layout of the data set')
        .choices(['header', 'published'])
        .default('header'),
    )
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  bora synth --schema pakdd2010 --rows 50000 --seed 7 --out applicants.csv',
    )
    .action(async (given: unknown) => {
      const { json, ...options } = Options.parse(given);
      const purchases = await purchasesLayout(options.schema);
      const written = purchases
        ? await writePurchases(terminal, purchases, options)
        : await writeSyntheticFile(terminal, options);
      const what = purchases ? 'purchases of invented customers' : 'synthetic applicants';
      if (json) sayJson(terminal, written);
      else say(terminal, `${formatCount(written.rows)} ${what} in ${written.out}`);
    });
}
