import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { writeCompleteFile } from '../files/complete-file.ts';
import { inRepository } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';
import { wholeNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';
import { addBenchCapacityCommand } from './bench-capacity.ts';
import { addBenchSegmentsCommand } from './bench-segments.ts';
import { addBenchSimulationCommand } from './bench-simulation.ts';
import { addBenchWorkersCommand } from './bench-workers.ts';

const Options = z.object({
  quick: z.boolean().default(false),
  million: z.boolean().default(false),
  out: z.string().optional(),
  json: z.boolean().default(false),
  rows: z.int().optional(),
  rounds: z.int().optional(),
  models: z.string().optional(),
});

const full = {
  rows: 50_000,
  rounds: 5,
  perRowRows: 2_000,
  singles: 500,
  millionRows: 1_000_000,
  millionRounds: 5,
  coldStarts: 5,
};
const quick = {
  rows: 10_000,
  rounds: 2,
  perRowRows: 500,
  singles: 100,
  millionRows: 100_000,
  millionRounds: 3,
  coldStarts: 1,
};
/** The batch beside which singles are measured, in files of the usual size; a million with `--million`. */
const largeFiles = 4;
/** Holds what was measured at the promised sizes, and nothing else. */
const publishedResults = 'bench/results.json';

export function addBenchCommand(program: Command, terminal: Terminal): void {
  const bench = program
    .command('bench')
    .enablePositionalOptions()
    .summary('measure what is promised')
    .description(
      'Measures throughput, latency, memory and cold start on a Redis, an api and a worker of its own: sides in turn,\n' +
        'medians after a warm-up, and in every run a check that each row was delivered exactly once.\n' +
        'Run it on a machine that does nothing else.',
    )
    .option('--quick', 'small files and few rounds, to see that it works')
    .option('--million', 'also runs of a million rows')
    .option('--out <file>', 'also write the figures and all runs as JSON, such as bench/results.json')
    .option('--json', 'one JSON document on standard output')
    .addOption(new Option('--rows <count>', 'rows of the file').argParser(wholeNumber(1)).hideHelp())
    .addOption(new Option('--rounds <count>', 'rounds').argParser(wholeNumber(1)).hideHelp())
    .addOption(new Option('--models <folder>', 'bundles to measure with').hideHelp())
    .addHelpText('after', '\nExample:\n  bora bench --million --out bench/results.json')
    .action(async (given: unknown) => {
      const options = Options.parse(given);
      const size = options.quick ? quick : full;
      const rows = options.rows ?? size.rows;
      const millionRows = options.million ? size.millionRows : 0;
      const rounds = options.rounds ?? size.rounds;
      const isWhole = rows === full.rows && rounds >= full.rounds && size === full;
      if (!isWhole && options.out !== undefined && resolve(options.out) === inRepository(publishedResults)) {
        throw new CliError(
          `${publishedResults} holds whole measurements only: measure without --quick, or give --out another file.`,
        );
      }
      // TensorFlow takes its time to load, which no other command should wait for.
      const { runBench } = await import('../bench/run-bench.ts');
      const { benchReport } = await import('../bench/bench-table.ts');
      const results = await runBench(terminal, {
        ...size,
        rows,
        rounds,
        millionRows,
        largeRows: options.million ? millionRows : rows * largeFiles,
        models: options.models,
      });
      if (options.out !== undefined) {
        await mkdir(dirname(options.out), { recursive: true });
        await writeCompleteFile(options.out, [`${JSON.stringify(results, null, 2)}\n`], terminal.signal);
      }
      if (options.json) sayJson(terminal, results);
      else say(terminal, benchReport(results));
    });
  addBenchSegmentsCommand(bench, terminal);
  addBenchSimulationCommand(bench, terminal);
  addBenchCapacityCommand(bench, terminal);
  addBenchWorkersCommand(bench, terminal);
}
