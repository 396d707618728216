import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { writeCompleteFile } from '../files/complete-file.ts';
import { assertOtherFiles } from '../files/output-file.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  schema: z.string().optional(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addEdaCommand(program: Command, terminal: Terminal): void {
  program
    .command('eda')
    .summary('a page about what a file holds')
    .description(
      'Explores a file of applicants: missing, constant and duplicate columns, distributions, bad rates with their\n' +
        'intervals where outcomes are known, information values, variables that go together. The file is read twice,\n' +
        'a piece at a time. The page is one HTML file that needs nothing else.',
    )
    .argument('<file>', 'applicants, in any layout that the schema accepts; with or without the label')
    .option(
      '--schema <id>',
      'id of a schema in schemas/, or the path of one (default: the one that fits the file)',
    )
    .option('--out <file>', 'where the page goes, such as eda.html')
    .option('--json', 'the figures as one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora eda history.txt --schema pakdd2010 --out eda.html')
    .action(async (file: string, given: unknown) => {
      const { schema, out, json } = Options.parse(given);
      if (out !== undefined) await assertOtherFiles(file, [out]);
      // What draws takes its time to load, which no other command should wait for.
      const { exploreApplicants } = await import('../exploration/explore-applicants.ts');
      const { renderExplorationPage } = await import('@bora/exploration');
      const { explorationTable } = await import('../exploration/exploration-table.ts');
      const exploration = await exploreApplicants(terminal, file, schema);
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [renderExplorationPage(exploration)], terminal.signal);
      }
      if (json) return sayJson(terminal, exploration);
      say(terminal, explorationTable(exploration));
      if (out !== undefined) say(terminal, `\npage    ${out}`);
    });
}
