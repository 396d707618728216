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
  quick: z.boolean().default(false),
  rows: z.int().optional(),
  customers: z.array(z.int().min(10)).optional(),
  rounds: z.int().optional(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

const full = { rows: 541_909, customers: [10_000, 100_000, 1_000_000], rounds: 5 };
const quick = { rows: 20_000, customers: [2_000, 4_000], rounds: 1 };

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
    .option('--quick', 'small sizes and one round, to see that it works')
    .option('--rows <count>', `rows of synthetic purchases (default: ${full.rows})`, wholeNumber(100))
    .option(
      '--customers <counts>',
      `numbers of customers to cluster, from small to large (default: ${full.customers.join(',')})`,
      wholeNumbers,
    )
    .option(
      '--rounds <count>',
      `rounds, of which the medians are shown (default: ${full.rounds})`,
      wholeNumber(1),
    )
    .option('--out <file>', 'also write the figures as JSON')
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  bora bench segments --file OnlineRetail.csv.gz --out bench/segments.json',
    )
    .action(async (given: unknown) => {
      const { out, json, ...options } = Options.parse(given);
      const size = options.quick ? quick : full;
      const { measureSegments } = await import('../bench/measure-segments.ts');
      const results = await measureSegments(terminal, {
        file: options.file,
        layout: options.layout,
        rows: options.rows ?? size.rows,
        customers: options.customers ?? size.customers,
        rounds: options.rounds ?? size.rounds,
      });
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [`${JSON.stringify(results, null, 2)}\n`], terminal.signal);
      }
      if (json) return sayJson(terminal, results);
      const { segmentsTable } = await import('../bench/segments-table.ts');
      say(terminal, segmentsTable(results));
    });
}
