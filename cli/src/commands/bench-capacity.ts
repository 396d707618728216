import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { writeCompleteFile } from '../files/complete-file.ts';
import { wholeNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  rows: z.int().default(50_000),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addBenchCapacityCommand(bench: Command, terminal: Terminal): void {
  bench
    .command('capacity')
    .summary('measure what a row costs')
    .description(
      'Measures the bytes of a row in Redis, in the object store and in PostgreSQL, and the processor time that it takes,\n' +
        'on a platform of its own: the figures of the capacity arithmetic in docs/operations.md.',
    )
    .option('--rows <count>', 'rows of the file (default: 50000)', wholeNumber(100))
    .option('--out <file>', 'also write the figures as JSON')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora bench capacity --out bench/capacity.json')
    .action(async (given: unknown) => {
      const { rows, out, json } = Options.parse(given);
      const { measureCapacity } = await import('../bench/measure-capacity.ts');
      const results = await measureCapacity(terminal, rows);
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [`${JSON.stringify(results, null, 2)}\n`], terminal.signal);
      }
      if (json) return sayJson(terminal, results);
      const { capacityTable } = await import('../bench/capacity-table.ts');
      say(terminal, capacityTable(results));
    });
}
