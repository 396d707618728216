import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { assertOtherFiles } from '../files/output-file.ts';
import { wholeNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  layout: z.string().optional(),
  algorithm: z.enum(['kmeans', 'dbscan', 'gmm', 'auto']),
  k: z.int().optional(),
  eps: z.number().optional(),
  minPoints: z.int().optional(),
  covariance: z.enum(['full', 'diagonal', 'spherical']).optional(),
  scaling: z.enum(['log-standard', 'standard', 'min-max', 'none']).optional(),
  seed: z.int(),
  snapshot: z.number().optional(),
  dropDuplicates: z.boolean().default(false),
  previous: z.string().optional(),
  name: z.string().optional(),
  outcomes: z.string().optional(),
  outcomesLayout: z.string().optional(),
  out: z.string().optional(),
  report: z.string().optional(),
  json: z.boolean().default(false),
});

export function addSegmentCommand(program: Command, terminal: Terminal): void {
  program
    .command('segment')
    .summary('find and name groups of customers')
    .description(
      'Segments the customers of a file of purchases, account movements or attributes (CSV, gzipped or not), names\n' +
        'the segments by the rules of the layout, and says what each means. What is not given is chosen from the data.',
    )
    .argument('<file>', 'transactions or customers, with a header')
    .option('--layout <id>', 'id of a layout in schemas/, or the path of one (default: the one that fits)')
    .addOption(
      new Option('--algorithm <name>', 'auto tries all and takes the clearest and most stable')
        .choices(['kmeans', 'dbscan', 'gmm', 'auto'])
        .default('auto'),
    )
    .option('--k <count>', 'number of segments (kmeans, gmm)', wholeNumber(2))
    .option('--eps <distance>', 'neighbours are so near, in scaled units (dbscan)', positiveNumber)
    .option('--min-points <count>', 'neighbours of a dense place (dbscan)', wholeNumber(1))
    .addOption(new Option('--covariance <shape>', 'of a mixture').choices(['full', 'diagonal', 'spherical']))
    .addOption(
      new Option('--scaling <kind>', 'default log-standard').choices([
        'log-standard',
        'standard',
        'min-max',
        'none',
      ]),
    )
    .option('--seed <number>', 'the same seed gives the same segments', wholeNumber(0), 1)
    .option(
      '--snapshot <day>',
      'recency counts to this day (default: a day after the last purchase)',
      dayTime,
    )
    .option('--drop-duplicates', 'equal rows count once')
    .option('--name <name>', 'store the segmentation under this name and make it live')
    .option('--previous <name[/version]>', 'a stored segmentation whose names are kept')
    .option(
      '--outcomes <file>',
      'what became of customers, or their scores: bad rate, approval, profit by segment',
    )
    .option('--outcomes-layout <id>', 'layout of that file (default: the one that fits)')
    .option('--out <file>', 'the customers with their segments, as CSV')
    .option('--report <file>', 'a page with charts, one HTML file that needs nothing else')
    .option('--json', 'summary and model as one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  bora segment OnlineRetail.csv.gz --algorithm kmeans --k 5 --out members.csv',
    )
    .action(async (file: string, given: unknown) => {
      const options = Options.parse(given);
      const { out, report } = options;
      const outputs = [out, report].flatMap((path) => path ?? []);
      await assertOtherFiles(file, outputs);
      const { segmentFile } = await import('../segment/segment-file.ts');
      const result = await segmentFile(terminal, readConfig(terminal.environment), file, {
        ...options,
        layout: options.layout,
        snapshot: options.snapshot,
        previous: options.previous,
        name: options.name,
        outcomes: options.outcomes,
        outcomesLayout: options.outcomesLayout,
        asked: askedOf(options),
      });
      for (const path of outputs) await mkdir(dirname(path), { recursive: true });
      const { fitted, table, outcomes, stored } = result;
      if (out !== undefined) {
        const { memberRows } = await import('../segment/member-rows.ts');
        await writeCompleteFile(out, memberRows(table, fitted.labels, fitted.summary), terminal.signal);
      }
      if (report !== undefined) {
        // What draws takes its time to load, which no other command should wait for.
        const { renderSegmentationPage } = await import('@bora/report');
        const { pageSample } = await import('../segment/page-sample.ts');
        const page = renderSegmentationPage({
          file: basename(file),
          layout: result.layout,
          summary: fitted.summary,
          sample: pageSample(table, fitted.labels),
          outcomes,
          footer: `Made by bora segment, seed ${options.seed}. sha256 of the file: ${result.dataSha256}.`,
        });
        await writeCompleteFile(report, [page], terminal.signal);
      }
      if (options.json)
        return sayJson(terminal, { ...fitted.summary, model: fitted.model, outcomes, stored });
      const { segmentTable } = await import('../segment/segment-table.ts');
      say(terminal, segmentTable(result));
      if (stored) say(terminal, `\nstored  ${stored.name}/${stored.version}`);
      if (out !== undefined) say(terminal, `\nmembers ${out}`);
      if (report !== undefined) say(terminal, `page    ${report}`);
    });
}

function askedOf({ algorithm, k, eps, minPoints, covariance, scaling, seed }: z.infer<typeof Options>) {
  const given = Object.entries({ k, eps, minPoints, covariance, scaling }).filter(
    ([, value]) => value !== undefined,
  );
  return { algorithm, seed, ...Object.fromEntries(given) };
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function dayTime(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return time;
  throw new InvalidArgumentError('It must be a day such as 2011-12-10.');
}
