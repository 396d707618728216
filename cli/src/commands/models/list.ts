import type { Command } from 'commander';
import { listModels, modelTable } from '../../models/list-models.ts';
import { trustedKeys } from '../../models/signatures.ts';
import { note, say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

export function addListCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('list')
    .description('All model versions, and which one of each model is the champion.')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora models list')
    .action((given: unknown) =>
      run(async (store, config) => {
        const listed = await listModels(store, await trustedKeys(config));
        if (JsonOption.parse(given).json) sayJson(terminal, listed);
        else if (listed.length > 0) {
          say(terminal, modelTable(listed));
          if (new Set(listed.map(({ name }) => name)).size > 1)
            note(terminal, whichServes(config.MODEL_NAME));
        } else
          note(
            terminal,
            `There is no model in ${store.location}: train one, or bring those that ship with \`bora models seed\`.`,
          );
      }),
    );
}

/** Every name has its champion, which a newcomer takes for the one that serves. */
function whichServes(modelName: string): string {
  return `A platform scores with the champion of ${modelName} (MODEL_NAME), with those of other names only where a call names them.`;
}
