import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { writeCompleteFile } from '../files/complete-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { wholeNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  quick: z.boolean().default(false),
  smallRows: z.int().optional(),
  largeRows: z.int().optional(),
  rows: z.int().optional(),
  rounds: z.int().optional(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

const full = { rows: 200_000, rounds: 5, smallRows: 50_000, largeRows: 1_000_000, memoryRounds: 3 };
const quick = { rows: 20_000, rounds: 1, smallRows: 5_000, largeRows: 40_000, memoryRounds: 1 };

export function addBenchSimulationCommand(bench: Command, terminal: Terminal): void {
  bench
    .command('simulation')
    .summary('measure a replay beside scoring')
    .description(
      'Measures rows a second of `simulate --via model` beside scoring the same file with the same model, and its peak\n' +
        'memory, decisions written, on a small and a large file; each in a fresh process, sides in turn.',
    )
    .option('--quick', 'small files and one round, to see that it works')
    .option('--rows <count>', `rows of the file of the rates (default: ${full.rows})`, wholeNumber(100))
    .option('--small-rows <count>', `rows of the small file (default: ${full.smallRows})`, wholeNumber(100))
    .option('--large-rows <count>', `rows of the large file (default: ${full.largeRows})`, wholeNumber(100))
    .option(
      '--rounds <count>',
      `rounds of the rates, of which the medians are shown (default: ${full.rounds})`,
      wholeNumber(1),
    )
    .option('--out <file>', 'also write the figures as JSON')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora bench simulation --out bench/simulation.json')
    .action(async (given: unknown) => {
      const { out, json, ...options } = Options.parse(given);
      const size = options.quick ? quick : full;
      const { measureSimulation } = await import('../bench/measure-simulation.ts');
      const smallRows = options.smallRows ?? size.smallRows;
      const largeRows = options.largeRows ?? size.largeRows;
      if (largeRows <= smallRows) {
        throw new CliError('The large file needs more rows than the small one: give --large-rows.');
      }
      const results = await measureSimulation(terminal, {
        ...size,
        smallRows,
        largeRows,
        rows: options.rows ?? size.rows,
        rounds: options.rounds ?? size.rounds,
      });
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [`${JSON.stringify(results, null, 2)}\n`], terminal.signal);
      }
      if (json) return sayJson(terminal, results);
      const { simulationBenchTable } = await import('../bench/simulation-bench-table.ts');
      say(terminal, simulationBenchTable(results));
    });
}
