import type { Command } from 'commander';
import { z } from 'zod';
import { writeEnvironmentFile } from '../init/environment-file.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({ out: z.string(), json: z.boolean().default(false) });

export function addInitCommand(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .summary('make the secrets of a docker compose installation')
    .description(
      'Writes the secrets that docker-compose.yml asks for into a file that only its owner can read. What the file\n' +
        'holds already stays as it is, so that the command may be repeated. Keep a copy of PAYLOAD_KEY: without it\n' +
        'stored uploads cannot be read any more.',
    )
    .option('--out <file>', 'the file of variables', '.env')
    .option('--json', 'one JSON document on standard output; names only, never a value')
    .addHelpText('after', '\nExample:\n  bora init && docker compose up --detach')
    .action(async (given: unknown) => {
      const { out, json } = Options.parse(given);
      const written = await writeEnvironmentFile(out);
      if (json) return sayJson(terminal, written);
      const { added, kept } = written;
      if (kept.length > 0) say(terminal, `${out} holds already: ${kept.join(', ')}`);
      say(terminal, added.length > 0 ? `Added to ${out}: ${added.join(', ')}` : 'Nothing was missing.');
    });
}
