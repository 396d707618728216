import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { writeCompleteFile } from '../files/complete-file.ts';
import { wholeNumber, wholeNumbers } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  file: z.string().optional(),
  layout: z.string(),
  rows: z.int(),
  customers: z.array(z.int().min(10)),
  rounds: z.int(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addBenchSegmentsCommand(bench: Command, terminal: Terminal): void {
  bench
    .command('segments')
    .summary('measure segmentation')
    .description(
      'Measures time and memory from a file of purchases to segments beside a plain script, and how clustering grows\n' +
        'with the number of customers; each measurement in a fresh process, sides in turn.',
    )
    .option('--file <file>', 'purchases (default: synthetic ones)')
    .option('--layout <id>', 'layout of the purchases', 'online-retail')
    .option('--rows <count>', 'rows of synthetic purchases', wholeNumber(100), 541_909)
    .option(
      '--customers <counts>',
      'numbers of customers to cluster',
      wholeNumbers,
      [10_000, 100_000, 1_000_000],
    )
    .option('--rounds <count>', 'rounds, of which the medians are shown', wholeNumber(1), 3)
    .option('--out <file>', 'also write the figures as JSON')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora bench segments --file OnlineRetail.csv.gz')
    .action(async (given: unknown) => {
      const { out, json, ...settings } = Options.parse(given);
      const { measureSegments } = await import('../bench/measure-segments.ts');
      const results = await measureSegments(terminal, { ...settings, file: settings.file });
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [`${JSON.stringify(results, null, 2)}\n`], terminal.signal);
      }
      if (json) return sayJson(terminal, results);
      const { segmentsTable } = await import('../bench/segments-table.ts');
      say(terminal, segmentsTable(results));
    });
}
