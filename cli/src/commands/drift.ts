import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { driftTable } from '../drift/drift-table.ts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  model: z.string().optional(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addDriftCommand(program: Command, terminal: Terminal): void {
  program
    .command('drift')
    .summary('compare a file with what a model was trained on')
    .description(
      'Compares a file of applicants with the frozen reference of a model: broken encodings and changed collection\n' +
        'first, moved populations apart from them, and the score. The file is scored here, without the api.\n' +
        'Findings are an answer: the exit code is 0 with them, and not 0 only where nothing could be compared.',
    )
    .argument('<file>', 'the applicants, in any layout that the schema accepts; a label is ignored')
    .option('--model <name[/version]>', 'the model (default: the champion of MODEL_NAME)')
    .option('--out <file>', 'also write the whole report as JSON, with every variable and bin')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora drift applicants.csv --out reports/drift.json')
    .action(async (file: string, given: unknown) => {
      const options = Options.parse(given);
      // TensorFlow takes its time to load, which no other command should wait for.
      const { measureDrift } = await import('../drift/measure-drift.ts');
      const report = await measureDrift(terminal, readConfig(terminal.environment), file, options.model);
      if (options.out !== undefined) {
        await mkdir(dirname(options.out), { recursive: true });
        await writeCompleteFile(options.out, [`${JSON.stringify(report, null, 2)}\n`], terminal.signal);
      }
      if (options.json) sayJson(terminal, report);
      else say(terminal, driftTable(report));
    });
}
