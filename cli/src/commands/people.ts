import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { resetAdministrator } from '../people/reset-administrator.ts';
import { createApiClient } from '../score/api-client.ts';
import { findApi } from '../score/api-target.ts';
import { note, say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({ url: z.string().optional(), json: z.boolean().default(false) });

export function addPeopleCommand(program: Command, terminal: Terminal): void {
  const people = program
    .command('people')
    .summary('a new password for an administrator who lost it')
    .description('People who sign in. Others than an administrator get a new password on the page People.');

  people
    .command('reset-administrator')
    .description(
      "Gives an administrator a new password, said once, with the key that the api keeps for this machine's commands.\n" +
        'All sessions and API keys of that person end; the password has to be changed after signing in.',
    )
    .argument('[name]', 'who lost the password', 'administrator')
    .option('--url <url>', 'address of the api (default: BORA_URL, else npm start)')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora people reset-administrator')
    .action(async (name: string, given: unknown) => {
      const { url, json } = Options.parse(given);
      const config = readConfig(terminal.environment);
      const api = createApiClient(await findApi(url ?? config.BORA_URL, config));
      const { person, password } = await resetAdministrator(api, name, terminal.signal);
      if (json) return sayJson(terminal, { name: person.name, password });
      say(terminal, `name      ${person.name}\npassword  ${password}`);
      note(terminal, 'This is said once. It has to be changed after signing in.');
    });
}
