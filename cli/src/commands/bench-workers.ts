import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { writeCompleteFile } from '../files/complete-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { formatCount } from '../terminal/figures.ts';
import { wholeNumber, wholeNumbers } from '../terminal/number-option.ts';
import { markdownTable } from '../terminal/table.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  workers: z.array(z.int()).default([1, 2, 3]),
  threads: z.int().default(1),
  rows: z.int().default(50_000),
  rounds: z.int().default(3),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addBenchWorkersCommand(bench: Command, terminal: Terminal): void {
  bench
    .command('workers')
    .summary('measure the rate against the number of workers')
    .description(
      'Measures rows a second with one worker, two and so on over one Redis, each with as many inference threads as\n' +
        '--threads says. More than there are cores score no faster. Run it on a machine that does nothing else.',
    )
    .option('--workers <counts>', 'numbers of workers, from few to many (default: 1,2,3)', wholeNumbers)
    .option('--threads <count>', 'inference threads of each worker (default: 1)', wholeNumber(1))
    .option('--rows <count>', 'rows of the file (default: 50000)', wholeNumber(100))
    .option('--rounds <count>', 'rounds, of which the medians are shown (default: 3)', wholeNumber(1))
    .option('--out <file>', 'also write the figures as JSON')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora bench workers --workers 1,2,4 --out bench/workers.json')
    .action(async (given: unknown) => {
      const { out, json, ...options } = Options.parse(given);
      const isAscending = options.workers.every((count, index) => count > (options.workers[index - 1] ?? 0));
      if (!isAscending) throw new CliError('--workers takes numbers from few to many, such as 1,2,3.');
      const { measureWorkers } = await import('../bench/measure-workers.ts');
      const results = await measureWorkers(terminal, options);
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [`${JSON.stringify(results, null, 2)}\n`], terminal.signal);
      }
      if (json) return sayJson(terminal, results);
      const [first] = results.runs;
      const rows = results.runs.map(({ workers, medianRowsPerSecond }) => [
        workers,
        formatCount(medianRowsPerSecond),
        `${(medianRowsPerSecond / first!.medianRowsPerSecond).toFixed(2)} ×`,
      ]);
      const { machine } = results;
      say(
        terminal,
        `${markdownTable(['workers', 'rows/s', 'of the first'], rows)}\n\n${machine.processors} × ${machine.processor}; ` +
          `${formatCount(options.rows)} rows, ${options.threads} thread(s) each, medians of ${options.rounds} rounds`,
      );
    });
}
